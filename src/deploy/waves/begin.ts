import {ConsulError, isAbort} from '../../api/errors.ts'
import {createCombinedBoard} from '../board/combined.ts'
import {pruneJobs} from '../history/prune.ts'
import type {CourseContext} from './course-context.ts'
import {createDiary, type DiaryHead} from './diary.ts'
import {followHearing} from './hearing.ts'
import {type Listening, listenToHosts} from './listen.ts'
import {createProgress, type Progress} from './progress.ts'
import type {Rollout} from './rollout.ts'
import {runCourse} from './run-course.ts'
import type {Halt, Part, RolloutStage, Wave} from './snapshot.ts'

export type Beginning = Pick<CourseContext, 'client' | 'clock' | 'freezeIndex' | 'planned'> & {
  readonly head: DiaryHead
  readonly waves: readonly Wave[]
  readonly left?: Left | undefined
}

/** Of a rollout that is gone on with. */
export type Left = {
  readonly wave: number
  readonly parts: readonly Part[]
  /** ModifyIndex of its record. */
  readonly index: string
  /** Asks how to go on, before it does. */
  readonly ask: (context: CourseContext) => Promise<void>
}

/** The life of a rollout, from its first event, or from where it was left, to its end. */
export const beginRollout = (beginning: Beginning): Rollout => {
  const {client, clock, head, waves, left} = beginning
  const over = new AbortController()
  const listening = new AbortController()
  const progress = createProgress({waves, wave: left?.wave ?? 0, parts: left?.parts ?? []}, over.signal)
  const board = createCombinedBoard()
  const ended = Promise.withResolvers<void>()

  const end = (stage: RolloutStage, trouble?: ConsulError): void => {
    if (over.signal.aborted) return
    over.abort()
    progress.change({stage, waitsFor: undefined, ...haltAt(stage, progress), ...(trouble && {trouble})})
    ended.resolve(closeUp())
    if (board.snapshot().isComplete) stopListening()
  }
  /** An event may just be on its way: it has to be written down too. */
  const closeUp = async (): Promise<void> => {
    await course
    await diary.close()
    await pruneJobs(client, {datacenter: head.course.datacenter, nowMs: clock.now()})
  }
  const stopListening = (): void => {
    listening.abort()
    board.close()
  }
  const onLost = (): void => end('detached', takenOver())
  const diary = createDiary({client, clock, progress, board, index: left?.index, onLost}, head)
  board.subscribe(() => {
    if (over.signal.aborted && board.snapshot().isComplete) stopListening()
  })
  const {ready, follow} = listenToHosts(
    {client, clock, board, ...head, datacenter: head.course.datacenter, signal: listening.signal},
    left?.parts,
  )
  const {settled} = diary
  const context = contextOf(beginning, {progress, board, follow, settled, signal: over.signal})
  const course = run(context, ready, left).then(() => end('finished'), unlessOver)
  return {
    board,
    snapshot: progress.snapshot,
    subscribe: progress.subscribe,
    record: diary.record,
    ...controlsOf(progress, end, stopListening),
    ended: ended.promise,
  }
}

type Made = Pick<CourseContext, 'progress' | 'board' | 'settled' | 'signal'> & Pick<Listening, 'follow'>

const contextOf = (beginning: Beginning, {follow, ...made}: Made): CourseContext => ({
  ...beginning,
  ...made,
  course: beginning.head.course,
  waived: new Set(),
  heardSinceMs: followHearing({board: made.board, clock: beginning.clock}, beginning.left !== undefined),
  follow: part => follow(part, false),
})

/** Who takes it up again wants to know why it was halted. */
const haltAt = (stage: RolloutStage, {snapshot}: Progress): {readonly halt: Halt | undefined} => ({
  halt: stage === 'detached' ? snapshot().halt : undefined,
})

const controlsOf = (
  {choose}: Progress,
  end: (stage: RolloutStage) => void,
  stopListening: () => void,
): Pick<Rollout, 'resume' | 'retryFailed' | 'stop' | 'detach'> => ({
  resume: () => choose('resume'),
  retryFailed: () => choose('retryFailed'),
  stop: () => end('stopped'),
  detach: () => {
    end('detached')
    stopListening()
  },
})

const run = async (context: CourseContext, ready: Promise<void>, left: Left | undefined): Promise<void> => {
  await ready
  await left?.ask(context)
  await runCourse(context)
}

/** Once it is over, each step ends so. */
const unlessOver = (error: unknown): void => {
  if (!isAbort(error)) throw error
}

const takenOver = (): ConsulError =>
  new ConsulError({
    kind: 'conflict',
    shortMessage: 'Somebody else goes on with this deploy',
    nextStep: 'Follow it from the history.',
  })
