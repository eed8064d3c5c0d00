import type {Clock} from '../../api/clock.ts'
import type {Roster} from './roster.ts'

/** What is heard of a host by another way than the keys of the job. */
export type Hearsay = {
  readonly node: string
  readonly text: string
  /** Where it says that the host has ended. */
  readonly exitCode?: number | undefined
}

type HearsayDeps = {
  readonly roster: Roster
  readonly clock: Clock
  readonly onOutput: (node: string, text: string) => void
}

/** Takes it for what the host has said, unless the host speaks for itself. Returns whether it did. */
export const takeHearsay = ({roster, clock, onOutput}: HearsayDeps, hearsay: Hearsay): boolean => {
  const {node, text, exitCode} = hearsay
  const tracker = roster.of(node)
  const {acknowledgement, exitCode: ended} = tracker.host()
  if (acknowledgement !== undefined || ended !== undefined) return false
  const atMs = clock.now()
  const line = text === '' || text.endsWith('\n') ? text : `${text}\n`
  const added = tracker.addChunk(Buffer.from(line), atMs)
  const rest = exitCode === undefined ? '' : tracker.finish(Buffer.from(String(exitCode)), atMs)
  if (added + rest !== '') onOutput(node, added + rest)
  return true
}
