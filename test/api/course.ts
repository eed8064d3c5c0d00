import type {QueryMeta, Reply} from '../../src/api/client.ts'
import {abortError, ConsulError, type ConsulErrorKind} from '../../src/api/errors.ts'
import {type Read, type WatchEvent, type WatchOptions, watch} from '../../src/api/watch.ts'
import {createManualClock} from './manual-clock.ts'

type Asked = Parameters<Read<string>>[0]

/** What happened: the events in order, and each request with when it was made. */
export type Course = {
  readonly events: readonly WatchEvent<string>[]
  readonly asked: readonly (Omit<Asked, 'signal'> & {readonly atMs: number})[]
  readonly slept: readonly number[]
}

/** Runs a watch over these answers, one a request, and gives it up when they are used up. `isHeld`: each takes its whole wait. */
export const course = async (
  answers: readonly (Reply<string> | Error)[],
  {isHeld = false, ...options}: Partial<WatchOptions<string>> & {readonly isHeld?: boolean} = {},
): Promise<Course> => {
  const clock = createManualClock()
  const start = clock.now()
  const stop = new AbortController()
  const asked: Course['asked'][number][] = []
  const read: Read<string> = async ({signal: _, ...request}) => {
    asked.push({...request, atMs: clock.now() - start})
    if (isHeld) clock.advance(request.waitMs ?? 0)
    const answer = answers[asked.length - 1]
    if (answer === undefined) stop.abort()
    if (answer === undefined || answer instanceof Error) throw answer ?? abortError()
    return answer
  }
  const events = await Array.fromAsync(watch(read, {signal: stop.signal, clock, ...options}))
  return {events, asked, slept: clock.slept}
}

export const answer = (data: string, index?: string, meta: Partial<QueryMeta> = {}): Reply<string> => ({
  data,
  meta: {filteredByAcls: false, ...(index !== undefined && {index}), ...meta},
})

export const failure = (kind: ConsulErrorKind, retryAfterMs?: number): ConsulError =>
  new ConsulError({kind, shortMessage: kind, retryAfterMs})
