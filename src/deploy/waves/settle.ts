import type {ConsulClient} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import {followServices} from '../services/follow.ts'
import {nextChange} from './next-change.ts'
import {createSteadiness} from './steadiness.ts'

export type SettleOptions = {
  readonly services: readonly string[]
  readonly datacenter?: string | undefined
  readonly steadyMs: number
  readonly onWait: (waitsFor: string) => void
  readonly signal: AbortSignal
}

/** How often the operator is told how long it still takes. */
const TICK_MS = 1_000

/** Waits until the services have passed for long enough; resolves to undefined then, else to what is wrong with them. */
export const settle = async (
  deps: {readonly client: ConsulClient; readonly clock: Clock},
  {services, datacenter, steadyMs, onWait, signal}: SettleOptions,
): Promise<readonly string[] | undefined> => {
  const {clock} = deps
  const over = new AbortController()
  const end = (): void => over.abort()
  signal.addEventListener('abort', end, {once: true})
  const health = followServices(deps, services, {datacenter, signal: over.signal})
  const steadiness = createSteadiness(steadyMs, clock.now())
  try {
    for (;;) {
      signal.throwIfAborted()
      const sick = health.sick()
      const now = clock.now()
      const verdict = sick && steadiness.look(sick.length === 0, now)
      if (verdict !== undefined) return verdict === 'steady' ? undefined : sick
      const lastedMs = steadiness.lastedMs(now)
      onWait(waitsFor(services, sick, {lastedMs, steadyMs}))
      await nextChange(health.subscribe, {clock, ms: Math.min(TICK_MS, steadyMs - lastedMs), signal})
    }
  } finally {
    over.abort()
    signal.removeEventListener('abort', end)
  }
}

const waitsFor = (
  services: readonly string[],
  sick: readonly string[] | undefined,
  {lastedMs, steadyMs}: {readonly lastedMs: number; readonly steadyMs: number},
): string => {
  const names = services.join(', ')
  if (sick === undefined) return `the health of ${names}`
  if (sick.length > 0) return `${names} to pass: ${sick.join('; ')}`
  return `${names} to pass for ${seconds(steadyMs)} s: ${seconds(lastedMs)} so far`
}

const seconds = (ms: number): number => Math.floor(ms / 1000)
