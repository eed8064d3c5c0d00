/** Does one thing after the other. */
export type Queue = {
  readonly add: (task: () => Promise<void>) => void
  /** Lets the present one end and forgets the others. */
  readonly drain: () => void
  /** Resolves when nothing runs. */
  readonly idle: () => Promise<void>
}

/** A task must not fail. */
export const createQueue = (): Queue => {
  let last: Promise<void> = Promise.resolve()
  let isDraining = false
  return {
    add: task => {
      last = last.then(() => (isDraining ? undefined : task()))
    },
    drain: () => {
      isDraining = true
    },
    idle: () => last,
  }
}
