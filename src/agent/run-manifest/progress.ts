import type {Phase, PhaseReport} from '../../deploy/protocol/phase.ts'

/** Where a deploy is, and how far. */
export type Progress = {
  readonly current: () => Phase
  readonly enter: (phase: Phase) => void
  /** Bytes of the phase that it is in. */
  readonly move: (done: number, total: number | undefined) => void
}

/** Reports need not be more than a bar can show. */
const STEPS = 100
const LEAST_STEP = 64 * 1024

export const createProgress = (report: (report: PhaseReport) => void): Progress => {
  let phase: Phase = 'received'
  let told = 0
  const enter = (next: Phase): void => {
    phase = next
    told = 0
    report({phase})
  }
  enter(phase)
  return {
    current: () => phase,
    enter,
    move: (done, total) => {
      const step = Math.max(LEAST_STEP, (total ?? 0) / STEPS)
      // A download that begins again begins at nothing.
      if (done !== total && done >= told && done - told < step) return
      told = done
      report({phase, done, total})
    },
  }
}
