import {abortError} from '../../api/errors.ts'
import {createListeners, type Subscribe} from '../listeners.ts'
import type {Choice, Halt, Part, RolloutSnapshot, Wave, WaveStage} from './snapshot.ts'

/** How far a rollout is: its snapshot, and what an operator decides about a halt. */
export type Progress = {
  readonly snapshot: () => RolloutSnapshot
  readonly subscribe: Subscribe
  readonly change: (news: Partial<RolloutSnapshot>) => void
  readonly enter: (wave: number, stage: WaveStage) => void
  readonly add: (part: Part) => void
  /** Resolves to what is chosen, of what the halt offers. @throws an abort error once the rollout is over. */
  readonly halt: (halt: Halt) => Promise<Decision>
  /** Without effect where the halt does not offer it. */
  readonly choose: (choice: Decision) => void
}

/** To stop is the end of the rollout, and no way on. */
type Decision = Exclude<Choice, 'stop'>

export const createProgress = (
  initial: Pick<RolloutSnapshot, 'waves' | 'wave' | 'parts'>,
  over: AbortSignal,
): Progress => {
  const listeners = createListeners()
  let snapshot: RolloutSnapshot = {...initial, stage: 'running'}
  let decision: PromiseWithResolvers<Decision> | undefined

  const change = (news: Partial<RolloutSnapshot>): void => {
    snapshot = {...snapshot, ...news}
    listeners.tell()
  }
  over.addEventListener('abort', () => decision?.reject(abortError()), {once: true})
  return {
    snapshot: () => snapshot,
    subscribe: listeners.subscribe,
    change,
    enter: (wave, stage) => {
      const waves = snapshot.waves.map((each, place): Wave => (place === wave ? {...each, stage} : each))
      change({wave, waves, waitsFor: undefined})
    },
    add: part => change({parts: [...snapshot.parts, part]}),
    halt: async halt => {
      over.throwIfAborted()
      decision = Promise.withResolvers()
      change({stage: 'halted', halt, waitsFor: undefined})
      try {
        return await decision.promise
      } finally {
        decision = undefined
        if (!over.aborted) change({stage: 'running', halt: undefined})
      }
    },
    choose: choice => {
      if (snapshot.halt?.choices.some(offered => offered.choice === choice)) decision?.resolve(choice)
    },
  }
}
