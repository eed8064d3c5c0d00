/** Holds how services are against what is asked of them: to pass for a time without a break. */
export type Steadiness = {
  /**
   * Undefined while it is to be waited. Sick counts once that has lasted as long as they should pass, or once they have gone up
   * and down for five times as long.
   */
  readonly look: (passes: boolean, nowMs: number) => 'steady' | 'sick' | undefined
  /** How long they have been as they are now. */
  readonly lastedMs: (nowMs: number) => number
}

const PATIENCE = 5

export const createSteadiness = (steadyMs: number, startedMs: number): Steadiness => {
  let since: {readonly passes: boolean; readonly atMs: number} | undefined
  const lastedMs = (nowMs: number): number => (since === undefined ? 0 : nowMs - since.atMs)
  return {
    look: (passes, nowMs) => {
      if (since?.passes !== passes) since = {passes, atMs: nowMs}
      if (lastedMs(nowMs) >= steadyMs) return passes ? 'steady' : 'sick'
      return !passes && nowMs - startedMs >= PATIENCE * steadyMs ? 'sick' : undefined
    },
    lastedMs,
  }
}
