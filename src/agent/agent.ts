import {type Clock, systemClock} from '../api/clock.ts'
import type {UserEvent} from '../api/event.ts'
import {createOpenAcks, type OpenAcksOptions} from './acks/open-acks.ts'
import {findMissingRights} from './check-rights.ts'
import {createDispatcher, type Dispatcher} from './dispatcher.ts'
import {followEvents} from './follow-events.ts'
import type {Handler} from './handler.ts'
import {reportInterrupted} from './interrupted.ts'
import {createJournal} from './journal/journal.ts'
import {createSightings} from './journal/sightings.ts'
import type {ProcessIdentity} from './process/process-identity.ts'
import {createEventRunner} from './run-event.ts'
import type {AgentSignals} from './signals.ts'
import {createTellings} from './tellings.ts'

export type AgentOptions = Omit<OpenAcksOptions, 'clock'> & {
  /** Of this node alone, private, and there. */
  readonly folder: string
  /** Names of events. */
  readonly events: readonly string[]
  readonly handler: Handler
  readonly self: ProcessIdentity
  readonly version: string
  readonly randomDelayMs: number
  /** What was heard longer ago than this is not run. */
  readonly maxAgeMs: number
  readonly signals: AgentSignals
  readonly clock?: Clock
}

/** The host's side of a deploy: hears events, runs each once, and tells Consul how it goes. */
export type Agent = {
  /** Listens to the asked agent until `drain`. */
  readonly serve: () => Promise<number>
  /** Runs what is new of what a watch has handed over, and ends; `watch` names it. */
  readonly handle: (events: readonly UserEvent[], watch: string) => Promise<number>
  /** Runs these, unless they have been run before, and ends. Resolves to how many failed. */
  readonly runAll: (events: readonly UserEvent[]) => Promise<number>
}

export const createAgent = (given: AgentOptions): Agent => {
  const options = {...given, clock: given.clock ?? systemClock}
  const {client, folder, events, clock, log, signals} = options
  const givenUp = new AbortController()
  const tellings = createTellings(options, () => givenUp.abort())
  const journal = createJournal(folder, options.self, clock.now)
  const runner = createEventRunner({...options, journal, openAcks: createOpenAcks(options, givenUp.signal)})
  const dispatcher = createDispatcher({
    journal,
    runner,
    log,
    now: clock.now,
    sightingsOf: event => createSightings({folder, event, maxAgeMs: options.maxAgeMs, now: clock.now, log}),
    onTelling: tellings.add,
    signals,
  })
  const work = async (give: (dispatcher: Dispatcher) => unknown): Promise<number> => {
    signals.drain.addEventListener('abort', dispatcher.drain, {once: true})
    if (signals.drain.aborted) dispatcher.drain()
    tellings.add(reportInterrupted({journal, runner, now: clock.now, log}))
    tellings.add(findMissingRights(client, options, givenUp.signal).then(missing => missing.forEach(log)))
    await give(dispatcher)
    await dispatcher.idle()
    await tellings.flush()
    return dispatcher.failures()
  }
  return {
    serve: () =>
      work(({look}) => {
        const deps = {client, clock, log, onList: look}
        return Promise.all(events.map(name => followEvents(deps, name, signals.drain)))
      }),
    handle: (heard, watch) =>
      work(({look}) => {
        for (const name of spokenOf(heard, events))
          look(
            name,
            heard.filter(event => event.name === name),
            watch,
          )
      }),
    runAll: heard => work(({add}) => heard.filter(({name}) => events.includes(name)).forEach(add)),
  }
}

/** A call of one watch says nothing about the events of the others, not even that there are none. */
const spokenOf = (heard: readonly UserEvent[], names: readonly string[]): readonly string[] =>
  names.length === 1 ? names : names.filter(name => heard.some(event => event.name === name))
