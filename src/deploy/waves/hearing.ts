import type {CourseContext} from './course-context.ts'
import {nextChange} from './next-change.ts'

/** While Consul is away, or has no leader, no answer can come. */
export const cannotHear = ({board}: Pick<CourseContext, 'board'>): boolean => {
  const {state} = board.snapshot().link
  return state === 'connecting' || state === 'retrying' || state === 'leaderless'
}

/** Waits, however long it takes, until it can be told who has answered. @throws an abort error once the rollout is over. */
export const untilHeard = async (context: CourseContext): Promise<void> => {
  const {board, clock, signal} = context
  while (cannotHear(context)) {
    tellWait(context, 'Consul to be heard')
    await nextChange(board.subscribe, {clock, ms: Number.POSITIVE_INFINITY, signal})
    signal.throwIfAborted()
  }
}

export const tellWait = ({progress}: Pick<CourseContext, 'progress'>, waitsFor: string): void => {
  if (progress.snapshot().waitsFor !== waitsFor) progress.change({waitsFor})
}
