import type {ConsulClient} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import {createCoalesce} from '../../api/coalesce.ts'
import {same} from '../../api/same.ts'
import type {BoardFace} from '../board/face.ts'
import {createKeeper} from '../history/keeper.ts'
import {outcomeOf} from '../history/outcome.ts'
import type {DeployRecord} from '../history/record.ts'
import type {Course} from './course-context.ts'
import type {Progress} from './progress.ts'

/** What a record holds that does not change. */
export type DiaryHead = {
  readonly course: Course
  readonly category: string
  readonly by: string
  readonly startedAtMs: number
  readonly expected: readonly string[]
  readonly dead: readonly string[]
}

type DiaryDeps = {
  readonly client: ConsulClient
  readonly clock: Clock
  readonly progress: Progress
  readonly board: BoardFace
  /** ModifyIndex of the record that is gone on with. */
  readonly index: string | undefined
  readonly onLost: () => void
}

/** Writes down how far a rollout is, for the history and for those who watch it from elsewhere. */
export type Diary = {
  /** Undefined until there is an ID to write it under. */
  readonly record: () => DeployRecord | undefined
  readonly settled: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Numbers of hosts may change by the second; each record is a write in Raft, and the more hosts the larger. */
const outcomeMs = (hosts: number): number => Math.max(5_000, 20 * hosts)

export const createDiary = (deps: DiaryDeps, head: DiaryHead): Diary => {
  const {client, clock, progress, board, index, onLost} = deps
  const {datacenter} = head.course
  const onTrouble: Parameters<typeof createKeeper>[0]['onTrouble'] = trouble => {
    if (progress.snapshot().trouble !== trouble) progress.change({trouble})
  }
  const keeper = createKeeper({client, clock, datacenter, index, onTrouble, onLost})
  let kept: DeployRecord | undefined
  const record = () => recordOf(head, deps)
  const write = (): void => {
    const newest = record()
    if (newest === undefined || same(newest, kept)) return
    kept = newest
    keeper.keep(newest)
  }
  const outcomes = createCoalesce<undefined>(write, outcomeMs(head.expected.length), clock)
  const unsubscribe = [progress.subscribe(write), board.subscribe(() => outcomes.push(undefined))]
  return {
    record,
    settled: keeper.settled,
    close: async () => {
      for (const end of unsubscribe) end()
      outcomes.flush()
      write()
      await keeper.close()
    },
  }
}

const recordOf = (head: DiaryHead, {progress, board, clock}: DiaryDeps): DeployRecord | undefined => {
  const {course, category, by, startedAtMs, expected, dead} = head
  const {stage, waves, wave, parts, halt} = progress.snapshot()
  const [first] = parts
  if (first === undefined) return undefined
  const {event, url, filters, datacenter, terms} = course
  const isOver = stage === 'finished' || stage === 'stopped'
  return {
    kind: 'deploy',
    id: first.id,
    datacenter,
    by,
    startedAtMs,
    endedAtMs: isOver ? clock.now() : undefined,
    filters,
    expected,
    dead,
    outcome: outcomeOf(board.snapshot().totals),
    event,
    url,
    category,
    terms,
    stage,
    waves,
    wave,
    parts,
    halted: halt?.sentence,
  }
}
