/** Does one thing after the other. */
export type Queue = {
  readonly add: (task: () => Promise<void>) => void
  /** Lets the present one end and forgets the others. */
  readonly drain: () => void
  /** Resolves when nothing runs. */
  readonly idle: () => Promise<void>
}

/** A task that fails is told of, and ends nothing but itself. */
export const createQueue = (onFailure: (error: unknown) => void): Queue => {
  let last: Promise<void> = Promise.resolve()
  let isDraining = false
  return {
    add: task => {
      last = last.then(() => (isDraining ? undefined : task())).catch(onFailure)
    },
    drain: () => {
      isDraining = true
    },
    idle: () => last,
  }
}
