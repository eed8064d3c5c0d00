import {printableLines} from '../terminal/printable.ts'
import {VERSION} from '../version.ts'

/** What is left on the shell's screen after a crash. An error may quote what the cluster sent: it can only print. */
export const crashReport = (error: unknown): string => {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return [
    `lictor ${VERSION} has crashed, which is a bug. Please report it with these lines (npm bugs lictor):`,
    '',
    ...printableLines(stack),
  ].join('\n')
}
