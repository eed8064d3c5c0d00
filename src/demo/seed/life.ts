import {randomInt} from 'node:crypto'
import {setTimeout as pause} from 'node:timers/promises'
import {request} from '../consul-http.ts'
import {counterKey} from './kv-tree.ts'
import type {Heartbeat} from './register-services.ts'

export type LifeOptions = {
  readonly entryAddress: string
  readonly token: string | undefined
  readonly heartbeats: readonly Heartbeat[]
  readonly flapMs: readonly [least: number, most: number]
  /** Called with false and true in turn, at random intervals between those two. */
  readonly setFlapping: (failing: boolean) => void
}

const heartbeatMs = 4_000
const counterMs = 3_000

/** Keeps the seeded cluster moving until the function that it returns is called. */
export function startLife(options: LifeOptions): () => void {
  const stopping = new AbortController()
  const {signal} = stopping
  void repeat(
    signal,
    () => heartbeatMs,
    () => beat(options),
  )
  void repeat(
    signal,
    () => counterMs,
    () => count(options),
  )
  void repeat(signal, () => randomInt(...options.flapMs), flipper(options.setFlapping))
  return () => stopping.abort()
}

// Agents may be killed at any time, so what fails now is simply tried again at the next turn.
async function repeat(
  signal: AbortSignal,
  nextMs: () => number,
  task: () => Promise<unknown>,
): Promise<void> {
  while (!signal.aborted) {
    await task().catch(() => undefined)
    await pause(nextMs(), undefined, {signal}).catch(() => undefined)
  }
}

async function beat({heartbeats, token}: LifeOptions): Promise<void> {
  await Promise.allSettled(
    heartbeats.map(({agentAddress, checkId, status, output}) => {
      const path = `/v1/agent/check/update/${encodeURIComponent(checkId)}`
      return request(agentAddress, path, {method: 'PUT', body: {Status: status, Output: output}, token})
    }),
  )
}

function count({entryAddress, token}: LifeOptions): Promise<unknown> {
  return request(entryAddress, `/v1/kv/${counterKey}`, {
    method: 'PUT',
    body: String(randomInt(80, 160)),
    token,
  })
}

function flipper(setFlapping: (failing: boolean) => void): () => Promise<void> {
  let failing = true
  return async () => {
    failing = !failing
    setFlapping(failing)
  }
}
