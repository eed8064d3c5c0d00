import type {Phase, PhaseReport} from '../../deploy/protocol/phase.ts'

/** What a Stretcher says of itself in what a command writes, wherever it was started from; others say nothing here. */
export type StretcherLog = {
  readonly read: (bytes: Uint8Array) => void
  /** That it failed, and where: under `consul watch` it ends with 0 all the same. */
  readonly failure: () => PhaseReport | undefined
}

/** What it logs when it begins with something. */
const LANDMARKS: readonly (readonly [text: string, phase: Phase])[] = [
  ['Loading manifest: ', 'fetching'],
  ['Loading URL ', 'fetching'],
  ['Checksum ok: ', 'verifying'],
  ['Extract archive: ', 'extracting'],
  ['rsync [', 'syncing'],
  ['Rename srcdir ', 'syncing'],
]

/** Go's log puts date and time before a line. */
const LOG_LINE = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d (.*)$/
const FAILURE = /^(Deploy manifest failed|load manifest failed|could not parse event): /
/** More of a line that goes on and on is not kept. */
const LONGEST = 4_096

export const createStretcherLog = (report: (report: PhaseReport) => void): StretcherLog => {
  const decoder = new TextDecoder()
  let rest = ''
  let during: Phase = 'received'
  let failure: PhaseReport | undefined
  const understand = (text: string): void => {
    const [, phase] = LANDMARKS.find(([landmark]) => text.startsWith(landmark)) ?? []
    if (phase !== undefined) {
      during = phase
      report({phase})
    }
    // It repeats the reason when it ends.
    if (FAILURE.test(text)) failure ??= {phase: 'failed', during, reason: text}
  }
  return {
    read: bytes => {
      const lines = (rest + decoder.decode(bytes, {stream: true})).split('\n')
      rest = (lines.pop() ?? '').slice(0, LONGEST)
      for (const line of lines) {
        const [, text] = LOG_LINE.exec(line) ?? []
        if (text !== undefined) understand(text)
      }
    },
    failure: () => failure,
  }
}
