import type {Clock} from './clock.ts'

/** Passes values on at most once per interval: the first at once, then the newest when the interval ends. */
export type Coalesce<T> = {
  readonly push: (value: T) => void
  /** The newest value that still waits, if any. */
  readonly latest: () => T | undefined
  /** Passes on at once what still waits. */
  readonly flush: () => void
}

export const createCoalesce = <T>(
  publish: (value: T) => void,
  intervalMs: number,
  clock: Clock,
): Coalesce<T> => {
  let waiting: {readonly value: T} | undefined
  let timer: NodeJS.Timeout | undefined
  let publishedAt = Number.NEGATIVE_INFINITY

  const flush = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (waiting === undefined) return
    const {value} = waiting
    waiting = undefined
    publishedAt = clock.now()
    publish(value)
  }

  return {
    push: value => {
      waiting = {value}
      if (timer !== undefined) return
      const rest = Math.min(intervalMs, publishedAt + intervalMs - clock.now()) // the clock may be set back
      if (rest <= 0) flush()
      else timer = setTimeout(flush, rest)
    },
    latest: () => waiting?.value,
    flush,
  }
}
