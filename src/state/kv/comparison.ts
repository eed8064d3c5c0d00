import {createStore, type StoreApi} from 'zustand/vanilla'
import type {ConsulClient} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import {isConsulError} from '../../api/errors.ts'
import {createPublish} from '../publish.ts'
import {
  type ComparisonEnd,
  type ComparisonRun,
  type Counted,
  createComparisonRun,
  NOTHING_COUNTED,
} from './comparison-run.ts'
import type {Difference} from './difference.ts'
import type {ComparedSides} from './hidden-keys.ts'
import {compareKeys} from './key-names.ts'

export type ComparisonState = {
  readonly phase: 'reading' | ComparisonEnd
  readonly differences: readonly Difference[]
  readonly counted: Counted
  /** How many bytes may be read of both sides together, as they are on the wire. */
  readonly budget: number
  readonly failure: string | undefined
  /** Names that are to be copied. */
  readonly marks: ReadonlySet<string>
}

/** The comparison of one screen. */
export type Comparison = {
  readonly store: StoreApi<ComparisonState>
  readonly sides: ComparedSides
  /** Starts over; marks of what still differs stay. Resolves once it has ended, also where it was stopped. */
  readonly start: () => Promise<void>
  /** Goes on where the budget ended, with as much again. */
  readonly goOn: () => void
  readonly setMarks: (marks: ReadonlySet<string>) => void
  readonly isRunning: () => boolean
  readonly stop: () => boolean
}

/** Both sides are read whole, and a line may be slow. */
const BUDGET = 128 * 2 ** 20

export const createComparison = (
  {client, clock}: {readonly client: ConsulClient; readonly clock: Clock},
  sides: ComparedSides,
): Comparison => {
  const store = createStore<ComparisonState>(() => INITIAL)
  let run: ComparisonRun | undefined
  let controller: AbortController | undefined
  let isGoing = false

  const stop = (): boolean => {
    if (!isGoing) return false
    controller?.abort()
    isGoing = false
    store.setState({phase: 'stopped'})
    return true
  }
  const proceed = async (own: ComparisonRun): Promise<void> => {
    isGoing = true
    const outcome = await outcomeOf(own.go(store.getState().budget))
    if (run !== own || !isGoing) return // stopped, or started anew
    isGoing = false
    store.setState(state => withMarksThatDiffer({...state, ...outcome, ...own.seen()}))
  }
  const start = (): Promise<void> => {
    stop()
    controller = new AbortController()
    const publish = createPublish<void>(clock, () => {
      if (run === own && isGoing) store.setState({phase: 'reading', ...own.seen()})
    })
    const own = createComparisonRun({client, sides: endedBy(sides, controller.signal), onStep: publish})
    run = own
    store.setState(({marks}) => ({...INITIAL, marks}))
    return proceed(own)
  }
  const goOn = (): void => {
    store.setState(({budget}) => ({phase: 'reading', budget: budget + BUDGET}))
    if (run) void proceed(run)
  }
  return {
    store,
    sides,
    start,
    goOn,
    setMarks: marks => store.setState({marks}),
    isRunning: () => isGoing,
    stop,
  }
}

const endedBy = ({left, right}: ComparedSides, signal: AbortSignal): ComparedSides => ({
  left: {...left, options: {...left.options, signal}},
  right: {...right, options: {...right.options, signal}},
})

/** Without the marks of what was compared and does not differ. */
const withMarksThatDiffer = (state: ComparisonState): ComparisonState => {
  const {phase, differences, counted, marks} = state
  const differing = new Set(differences.map(({name}) => name))
  const isOpen = (name: string): boolean =>
    phase !== 'done' && (counted.last === undefined || compareKeys(name, counted.last) > 0)
  return {...state, marks: new Set([...marks].filter(name => differing.has(name) || isOpen(name)))}
}

const INITIAL: ComparisonState = {
  phase: 'reading',
  differences: [],
  counted: NOTHING_COUNTED,
  budget: BUDGET,
  failure: undefined,
  marks: new Set(),
}

const outcomeOf = (ending: Promise<ComparisonEnd>): Promise<Partial<ComparisonState>> =>
  ending.then(
    phase => ({phase}),
    error => ({phase: 'failed', failure: reasonOf(error)}),
  )

const reasonOf = (error: unknown): string => {
  if (!isConsulError(error)) return error instanceof Error ? error.message : String(error)
  return error.nextStep ? `${error.message}. ${error.nextStep}` : error.message
}
