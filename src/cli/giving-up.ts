import {constants} from 'node:os'
import {refusalOf} from '../state/refusal.ts'
import type {Outlet} from './board/outlet.ts'
import {EXIT} from './program.ts'

/** What may end a command before its time. */
export type GivingUp = {
  readonly signal: AbortSignal
  /** Undefined until then. */
  readonly reason: () => {readonly text: string; readonly code: number} | undefined
  readonly close: () => void
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** The first signal is heard here, and the next one ends the process as ever. So does it end when nobody reads its output. */
export const listenForGivingUp = (process: NodeJS.Process, unread: AbortSignal): GivingUp => {
  const giving = new AbortController()
  let reason: {readonly text: string; readonly code: number} | undefined

  const give = (text: string, signal: NodeJS.Signals): void => {
    close()
    reason = {text, code: 128 + constants.signals[signal]}
    giving.abort()
  }
  const onSignal = (signal: NodeJS.Signals): void => give(signal === 'SIGINT' ? 'Ctrl-C' : signal, signal)
  const onUnread = (): void => give('Nobody reads the output any more', 'SIGPIPE')
  const close = (): void => {
    for (const name of SIGNALS) process.removeListener(name, onSignal)
    unread.removeEventListener('abort', onUnread)
  }
  for (const name of SIGNALS) process.on(name, onSignal)
  unread.addEventListener('abort', onUnread)
  return {signal: giving.signal, reason: () => reason, close}
}

/** Says why a command has ended before anything went out, and what that means; its exit code. */
export const sayWhyEnded = (
  error: unknown,
  {
    outlet,
    givingUp,
    meaning,
  }: {readonly outlet: Outlet; readonly givingUp: GivingUp; readonly meaning: string},
): number => {
  const reason = givingUp.reason()
  if (reason !== undefined && error instanceof Error && error.name === 'AbortError') {
    outlet.say(`${reason.text}: ${meaning}`)
    return reason.code
  }
  const {sentence, isUsage} = refusalOf(error)
  outlet.say(sentence)
  return isUsage ? EXIT.usage : EXIT.error
}
