import {createStore, type StoreApi} from 'zustand/vanilla'
import type {ConsulClient, QueryOptions} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import {isConsulError} from '../../api/errors.ts'
import {createPublish} from '../publish.ts'
import {createMatcher, TOO_SLOW} from './matcher.ts'
import type {SearchHit} from './search-results.ts'
import {createSearchRun, type SearchEnd, type SearchProgress, type SearchRun} from './search-run.ts'

export type SearchState = {
  readonly pattern: string
  /** Why the pattern cannot be read. */
  readonly error: string | undefined
  /** Whether values are searched too. */
  readonly values: boolean
  readonly phase: 'idle' | 'keys' | 'values' | SearchEnd
  readonly hits: readonly SearchHit[]
  readonly progress: SearchProgress
  /** How many bytes of values may be read, as they are on the wire. */
  readonly budget: number
  readonly failure: string | undefined
}

/** The search of one screen. */
export type Search = {
  readonly store: StoreApi<SearchState>
  /** While it is typed: says whether it can be read, and searches nothing. */
  readonly setPattern: (pattern: string) => void
  readonly setValues: (values: boolean) => void
  /** Starts over with the pattern as it is, where it can be read. */
  readonly start: () => void
  /** Goes on with the values where the budget ended, with as much again. */
  readonly goOn: () => void
  readonly isRunning: () => boolean
  /** Ends the transfer; whether there was any. What was found stays. */
  readonly stop: () => boolean
}

export type SearchSource = {
  readonly client: ConsulClient
  readonly clock: Clock
  readonly folder: string
  readonly where: QueryOptions
}

/** Values are many times the keys, and a line may be slow. */
const VALUE_BUDGET = 64 * 2 ** 20

export const createSearch = (source: SearchSource): Search => {
  const store = createStore<SearchState>(() => INITIAL)
  let run: SearchRun | undefined
  let controller: AbortController | undefined

  const stop = (): boolean => {
    if (!controller) return false
    controller.abort()
    controller = undefined
    store.setState({phase: 'stopped', ...(run && shownOf(run))})
    return true
  }
  const proceed = async (own: SearchRun): Promise<void> => {
    const mine = new AbortController()
    controller = mine
    const outcome = await outcomeOf(own.go(store.getState().budget, mine.signal))
    if (controller !== mine) return // stopped, or started anew
    controller = undefined
    store.setState({...outcome, ...shownOf(own)})
  }
  const start = (): void => {
    const {pattern, values} = store.getState()
    const matcher = createMatcher(pattern)
    if (!matcher || 'error' in matcher) return
    stop()
    const publish = createPublish<'keys' | 'values'>(source.clock, phase => {
      if (run === own && controller) store.setState({phase, ...shownOf(own)})
    })
    const own = createSearchRun({...source, matcher, values, onStep: publish})
    run = own
    store.setState({...INITIAL, pattern, values, phase: 'keys'})
    void proceed(own)
  }
  const goOn = (): void => {
    store.setState(raised)
    if (run) void proceed(run)
  }
  return {
    store,
    setPattern: pattern => store.setState({pattern, error: errorIn(pattern)}),
    setValues: values => store.setState({values}),
    start,
    goOn,
    isRunning: () => controller !== undefined,
    stop,
  }
}

const raised = ({phase, budget}: SearchState): Partial<SearchState> => ({
  phase: 'values',
  budget: phase === 'budget' ? budget + VALUE_BUDGET : budget,
})

const outcomeOf = (ending: Promise<SearchEnd>): Promise<Partial<SearchState>> =>
  ending.then(
    phase => ({phase, failure: phase === 'failed' ? tooSlow : undefined}),
    error => ({phase: 'failed', failure: reasonOf(error)}),
  )

const shownOf = (run: SearchRun): Pick<SearchState, 'hits' | 'progress'> => ({
  hits: run.hits(),
  progress: run.progress(),
})

const INITIAL: SearchState = {
  pattern: '',
  error: undefined,
  values: false,
  phase: 'idle',
  hits: [],
  progress: {
    keys: 0,
    asked: 0,
    read: 0,
    bytes: 0,
    valueBytes: 0,
    elapsedMs: 0,
    slow: 0,
    cut: 0,
    next: undefined,
  },
  budget: VALUE_BUDGET,
  failure: undefined,
}

const errorIn = (pattern: string): string | undefined => {
  const matcher = createMatcher(pattern)
  return matcher && 'error' in matcher ? matcher.error : undefined
}

const tooSlow = `This regex was cut off at ${TOO_SLOW} keys or values, because it tries too many ways to match: write it without one repetition inside of another`

const reasonOf = (error: unknown): string => {
  if (!isConsulError(error)) return error instanceof Error ? error.message : String(error)
  return error.nextStep ? `${error.message}. ${error.nextStep}` : error.message
}
