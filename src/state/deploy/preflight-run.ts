import {createStore, type StoreApi} from 'zustand/vanilla'
import type {ConsulClient} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import {isConsulError} from '../../api/errors.ts'
import type {Finding} from '../../deploy/preflight/finding.ts'
import type {Preflight} from '../../deploy/preflight/preflight.ts'
import type {DeployRequest} from '../../deploy/waves/request.ts'
import {createNewest} from '../newest.ts'

export type PreflightState = {
  readonly findings: readonly Finding[]
  readonly isLooking: boolean
  /** Undefined until all was looked at. */
  readonly result?: Preflight | undefined
  /** Why there is no result. */
  readonly failure?: {readonly title: string; readonly nextStep?: string | undefined} | undefined
  /** It was fired: never again from here. */
  readonly isFired: boolean
}

/** The pre-flight of one screen. */
export type PreflightRun = {
  readonly store: StoreApi<PreflightState>
  /** Looks at everything anew. */
  readonly start: () => void
  readonly setFired: () => void
  /** Whether there was anything to stop. */
  readonly stop: () => boolean
}

type Parts = {
  readonly client: ConsulClient
  readonly clock: Clock
  readonly env: Readonly<Record<string, string | undefined>>
}

const START: PreflightState = {findings: [], isLooking: true, isFired: false}

export const createPreflightRun = (parts: Parts, request: DeployRequest): PreflightRun => {
  const store = createStore<PreflightState>(() => START)
  const looking = createNewest()
  const look = async (signal: AbortSignal): Promise<void> => {
    const {runPreflight} = await import('../../deploy/preflight/preflight.ts')
    const onFinding = (finding: Finding): void => {
      if (!signal.aborted) store.setState(({findings}) => ({findings: [...findings, finding]}))
    }
    try {
      const result = await runPreflight(parts, request, {signal, onFinding})
      if (!signal.aborted) store.setState({result, findings: result.findings, isLooking: false})
    } catch (error) {
      if (!signal.aborted) store.setState({failure: failureOf(error), isLooking: false})
    }
  }
  const start = (): void => {
    store.setState(({isFired}) => ({...START, isFired, result: undefined, failure: undefined}))
    void looking.run(look)
  }
  start()
  return {
    store,
    start,
    setFired: () => store.setState({isFired: true}),
    stop: () => {
      const stopped = looking.stop()
      if (stopped) store.setState({isLooking: false, failure: {title: 'Stopped'}})
      return stopped
    },
  }
}

const failureOf = (error: unknown): PreflightState['failure'] => {
  if (!isConsulError(error)) return {title: error instanceof Error ? error.message : String(error)}
  return {title: error.message, nextStep: error.nextStep}
}
