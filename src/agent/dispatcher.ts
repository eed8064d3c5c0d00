import type {UserEvent} from '../api/event.ts'
import {isEventId} from './event-id.ts'
import type {Journal} from './journal/journal.ts'
import type {Sightings} from './journal/sightings.ts'
import {createQueue} from './queue.ts'
import type {EventRunner, Outcome} from './run-event.ts'
import type {AgentSignals} from './signals.ts'
import {sentence} from './trouble.ts'
import {nameOf} from './wording.ts'

export type DispatcherDeps = {
  readonly journal: Journal
  readonly sightingsOf: (event: string) => Sightings
  readonly runner: EventRunner
  readonly log: (line: string) => void
  readonly now: () => number
  /** What an event's end still has to tell Consul. */
  readonly onTelling: (told: Promise<unknown>) => void
  readonly signals: AgentSignals
}

/** Decides what becomes of each event that is heard, and runs one after the other. */
export type Dispatcher = {
  /** The events of one name, as a list or a watch has them. */
  readonly look: (name: string, events: readonly UserEvent[], listener: string) => void
  /** Runs an event whatever is known of its age. */
  readonly add: (event: UserEvent) => void
  /** Begins nothing more. */
  readonly drain: () => void
  /** Resolves when all has been run. */
  readonly idle: () => Promise<void>
  /** How many events failed. */
  readonly failures: () => number
}

export const createDispatcher = (deps: DispatcherDeps): Dispatcher => {
  const {journal, runner, log, onTelling} = deps
  const queue = createQueue(error => log(sentence(error)))
  const queued = new Set<string>()
  let failures = 0
  const isDone = (id: string): boolean => queued.has(id) || journal.has(id)
  const settle = (outcome: Outcome): void => {
    if (outcome.kind !== 'ended') return
    if (outcome.exit !== 0) failures += 1
    onTelling(outcome.told)
  }
  const add = (event: UserEvent): void => {
    if (!isEventId(event.id) || isDone(event.id)) return
    queued.add(event.id)
    queue.add(async () => {
      settle(await runner.run(event, deps.signals))
      // One that is left, or could not be written down, stays known here, so that it is not run later all the same.
      if (!journal.has(event.id)) return
      queued.delete(event.id)
      journal.prune()
    })
  }
  return {
    add,
    look: (name, all, listener) => {
      const events = all.filter(({id}) => isEventId(id))
      const {fresh, missed, isFirst} = deps.sightingsOf(name).look({events, listener, isDone})
      if (isFirst && events.length > 0) log(`${name}: ${firstLook(events.length)}`)
      for (const {event, sinceMs} of missed) {
        log(`${nameOf(event)}: came while nobody was there to run it`)
        queued.add(event.id)
        settle(runner.skip(event, missedReason(deps.now() - sinceMs)))
      }
      for (const event of fresh) add(event)
    },
    drain: queue.drain,
    idle: queue.idle,
    failures: () => failures,
  }
}

const firstLook = (count: number): string =>
  `nobody has listened here before, so what is already there is left alone: ${count}`

const missedReason = (ageMs: number): string =>
  `not run: no lictor agent was there to run it, and by now it may be ${Math.ceil(ageMs / 60_000)} minutes old; fire it again if it is still wanted`
