import type {Clock} from '../api/clock.ts'
import type {UserEvent} from '../api/event.ts'
import type {AckChannel} from './acks/ack-channel.ts'
import type {OpenAcks} from './acks/open-acks.ts'
import {CODE} from './codes.ts'
import {type Course, followCourse} from './course.ts'
import type {Handler} from './handler.ts'
import type {Claim, Journal} from './journal/journal.ts'
import type {JournalRecord} from './journal/record.ts'
import type {AgentSignals} from './signals.ts'
import {sentence} from './trouble.ts'
import {nameOf} from './wording.ts'

export type RunnerDeps = {
  readonly journal: Journal
  readonly handler: Handler
  readonly openAcks: OpenAcks
  readonly clock: Clock
  readonly log: (line: string) => void
  readonly version: string
  /** A wait of a random part of it comes first, so that not all hosts fetch at once. */
  readonly randomDelayMs: number
}

/** How an event went here; `elsewhere`: another process, or an earlier one, has it; `left`: the next agent is to run it. */
export type Outcome =
  | {readonly kind: 'elsewhere' | 'left'}
  | {readonly kind: 'ended'; readonly exit: number; readonly told: Promise<unknown>}

export type EventRunner = {
  /**
   * Runs an event if nobody has begun it yet; never twice, whatever happens. While it waits its delay, aborting `drain`
   * leaves it to the next agent; `stop` ends it half-way.
   */
  readonly run: (event: UserEvent, signals: AgentSignals) => Promise<Outcome>
  /** Says of an event that it is not run, and makes sure of that. */
  readonly skip: (event: UserEvent, reason: string) => Outcome
  /** Tells Consul how an event went whose process could not do so any more. */
  readonly settle: (record: JournalRecord, end: End) => Promise<unknown>
}

/** Of an event: the last phase that began, its exit code, and why it failed. */
export type End = Pick<JournalRecord, 'phase' | 'exit' | 'reason'>

export const createEventRunner = (deps: RunnerDeps): EventRunner => {
  const {journal, clock, log} = deps
  const begin = (event: UserEvent): Begun | undefined => {
    const claim = claimOf(deps, event)
    if (claim === undefined) return undefined
    const acks = greet(deps, {
      id: event.id,
      event: event.name,
      payload: Buffer.from(event.payload).toString(),
      takenMs: clock.now(),
    })
    return {acks, claim, course: followCourse(event, claim, acks, log)}
  }
  const finish = ({id}: UserEvent, {acks, course}: Begun, exit: number): Outcome => {
    course.end(exit)
    return {kind: 'ended', exit, told: close(journal, id, acks, exit)}
  }
  const refuse = (event: UserEvent, begun: Begun, reason: string): Outcome => {
    begun.course.phase({phase: 'failed', during: 'received', reason})
    return finish(event, begun, CODE.notRun)
  }
  return {
    run: async (event, {drain, stop}) => {
      const begun = begin(event)
      if (begun === undefined) return {kind: 'elsewhere'}
      const {claim, course} = begun
      if (claim.failure !== undefined) return refuse(event, begun, claim.failure)
      course.phase({phase: 'received'})
      if (await isLeft(deps, event, drain)) {
        claim.release()
        return {kind: 'left'}
      }
      return finish(event, begun, await handle(deps, event, begun, stop))
    },
    skip: (event, reason) => {
      const begun = begin(event)
      return begun === undefined ? {kind: 'elsewhere'} : refuse(event, begun, reason)
    },
    settle: (record, {phase, exit = CODE.killed, reason}) => {
      const acks = greet(deps, record)
      acks.phase(exit === 0 ? {phase: 'done'} : {phase: 'failed', during: phase ?? 'received', reason})
      return close(journal, record.id, acks, exit)
    },
  }
}

/** `failure`: it could not be written down that it is run here, so it must not be. */
type Claimed = Claim & {readonly failure?: string}

const claimOf = ({journal, log}: RunnerDeps, event: UserEvent): Claimed | undefined => {
  try {
    const claim = journal.claim(event)
    if (claim === undefined) log(`${nameOf(event)}: taken already by another process, or an earlier one`)
    return claim
  } catch (error) {
    return {
      note: () => undefined,
      release: () => undefined,
      failure: `not run: it cannot be written down on this host: ${sentence(error)}`,
    }
  }
}

/** The first that Consul hears of an event from here. */
const greet = (
  {openAcks, version}: RunnerDeps,
  {id, event, payload, takenMs}: Pick<JournalRecord, 'id' | 'event' | 'payload' | 'takenMs'>,
): AckChannel => {
  const acks = openAcks({id, name: event})
  acks.acknowledge({event, payload, atMs: takenMs, version})
  return acks
}

/** Once Consul has all of it the journal says so, and nobody tells it again. */
const close = async (journal: Journal, id: string, acks: AckChannel, exit: number): Promise<void> => {
  const isTold = await acks.close(exit)
  if (isTold && journal.has(id)) journal.amend(id, {reported: true})
}

type Begun = {readonly acks: AckChannel; readonly claim: Claimed; readonly course: Course}

/** Waits the event's delay; resolves to whether it must not be begun after that. */
const isLeft = async (
  {clock, randomDelayMs, log}: RunnerDeps,
  event: UserEvent,
  drain: AbortSignal,
): Promise<boolean> => {
  const delayMs = Math.round(clock.random() * randomDelayMs)
  if (delayMs === 0) return false
  log(`${nameOf(event)}: waits ${delayMs} ms`)
  await clock.sleep(delayMs, drain)
  if (drain.aborted) log(`${nameOf(event)}: not begun, the next agent has it`)
  return drain.aborted
}

/** Hands the event over, and makes an end of whatever the handler did. */
const handle = async (
  {handler}: RunnerDeps,
  event: UserEvent,
  {acks, course}: Begun,
  stop: AbortSignal,
): Promise<number> => {
  if (stop.aborted) {
    course.phase({phase: 'failed', during: 'received', reason: STOPPED})
    return CODE.notRun
  }
  try {
    const exit = await handler(event, {phase: course.phase, output: acks.output}, stop)
    if (exit === 0 || !stop.aborted) return exit
    course.phase({phase: 'failed', during: course.during(), reason: STOPPED})
    return exit
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    course.phase({phase: 'failed', during: course.during(), reason})
    return CODE.notRun
  }
}

const STOPPED = 'lictor agent was told to stop'
