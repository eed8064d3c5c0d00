import type {Reply} from '../../src/api/client.ts'
import {ConsulError, type ConsulErrorKind} from '../../src/api/errors.ts'
import type {WatchEvent} from '../../src/api/watch.ts'
import type {Query} from '../../src/state/live.ts'

/** A query whose events the test tells, the last of them also after it was given up, and which shows what became of its loops. */
export type Feed = {
  readonly query: Query<string>
  /** Told to the newest loop. */
  readonly tell: (event: WatchEvent<string>) => void
  /** How many loops were started, and how many of them still run. */
  readonly started: () => number
  readonly running: () => number
}

export const createFeed = (key: string): Feed => {
  const loops: {readonly waiting: WatchEvent<string>[]; wake: () => void; readonly signal: AbortSignal}[] = []
  async function* open(signal: AbortSignal): AsyncGenerator<WatchEvent<string>> {
    const loop = {waiting: [] as WatchEvent<string>[], wake: () => {}, signal}
    loops.push(loop)
    for (;;) {
      const event = loop.waiting.shift()
      if (event) yield event
      else if (signal.aborted) return
      else
        await new Promise<void>(resolve => {
          loop.wake = resolve
          signal.addEventListener('abort', () => resolve(), {once: true})
        })
    }
  }
  return {
    query: {key, open},
    started: () => loops.length,
    running: () => loops.filter(({signal}) => !signal.aborted).length,
    tell: event => {
      loops.at(-1)?.waiting.push(event)
      loops.at(-1)?.wake()
    },
  }
}

const meta = {filteredByAcls: false}

export const dataEvent = (data: string, leaderless = false): WatchEvent<string> => ({
  type: 'data',
  reply: {data, meta} satisfies Reply<string>,
  leaderless,
})

export const unchangedEvent: WatchEvent<string> = {type: 'unchanged', meta, leaderless: false}

export const failedEvent = (kind: ConsulErrorKind, retryInMs?: number): WatchEvent<string> => ({
  type: 'failed',
  error: new ConsulError({kind, shortMessage: kind}),
  retryInMs,
})
