import type {CourseContext} from './course-context.ts'
import {nextChange} from './next-change.ts'

/** While Consul is away, or has no leader, no answer can come. */
export const cannotHear = ({board}: Pick<CourseContext, 'board'>): boolean => {
  const {state} = board.snapshot().link
  return state === 'connecting' || state === 'retrying' || state === 'leaderless'
}

/**
 * Since when answers can come again; 0 where they always could. `joinsLate`: what had been said before is there at the first
 * hearing, however long that takes.
 */
export const followHearing = (
  {board, clock}: Pick<CourseContext, 'board' | 'clock'>,
  joinsLate: boolean,
): (() => number) => {
  let isListening = !joinsLate
  let isLost = false
  let sinceMs = 0
  const look = (): void => {
    if (!cannotHear({board})) {
      if (isLost) sinceMs = clock.now()
      isLost = false
      isListening = true
    } else if (isListening && board.snapshot().link.state !== 'connecting') isLost = true
  }
  board.subscribe(look)
  return () => sinceMs
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
