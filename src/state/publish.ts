import type {Clock} from '../api/clock.ts'

const PUBLISH_MS = 100

/** At most ten times a second: nobody reads faster, and every time a list is arranged anew. The last one is up to the caller. */
export const createPublish = <T>(clock: Clock, publish: (value: T) => void): ((value: T) => void) => {
  let publishedAt = Number.NEGATIVE_INFINITY
  return value => {
    if (Math.abs(clock.now() - publishedAt) < PUBLISH_MS) return
    publishedAt = clock.now()
    publish(value)
  }
}
