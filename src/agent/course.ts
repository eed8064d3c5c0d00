import type {UserEvent} from '../api/event.ts'
import type {Phase, PhaseReport} from '../deploy/protocol/phase.ts'
import type {AckChannel} from './acks/ack-channel.ts'
import type {Claim} from './journal/journal.ts'
import type {JournalLine} from './journal/record.ts'
import {sentence} from './trouble.ts'
import {doing, nameOf} from './wording.ts'

/** One event's phases on their way to the journal, to Consul and into the log. */
export type Course = {
  readonly phase: (report: PhaseReport) => void
  /** The phase that it is in, or failed in. */
  readonly during: () => Phase
  /** Whoever said nothing of its end has done well, or failed, as its exit code is. */
  readonly end: (exit: number) => void
}

export const followCourse = (
  event: UserEvent,
  claim: Claim,
  acks: AckChannel,
  log: (line: string) => void,
): Course => {
  const at: {phase?: Phase; reason?: string | undefined} = {}
  const during: {phase: Phase} = {phase: 'received'}
  /** What cannot be written must not end the deploy. */
  const note = (line: JournalLine): void => {
    try {
      claim.note(line)
    } catch (error) {
      log(`${nameOf(event)}: the journal cannot be written: ${sentence(error)}`)
    }
  }
  const phase = (report: PhaseReport): void => {
    if (report.phase !== at.phase) {
      if (!isEnd(report.phase)) {
        during.phase = report.phase
        note({phase: report.phase})
      }
      log(`${nameOf(event)}: ${describe(report)}`)
    }
    at.phase = report.phase
    at.reason = report.reason
    acks.phase(report)
  }
  return {
    phase,
    during: () => during.phase,
    end: exit => {
      const isEnded = at.phase === 'failed' || (at.phase === 'done' && exit === 0)
      if (!isEnded)
        phase(
          exit === 0 ? {phase: 'done'} : {phase: 'failed', during: during.phase, reason: `exit code ${exit}`},
        )
      note({exit, reason: at.reason})
      log(`${nameOf(event)}: exit code ${exit}`)
    },
  }
}

const isEnd = (phase: Phase): boolean => phase === 'done' || phase === 'failed'

const describe = ({phase, during, reason}: PhaseReport): string =>
  phase === 'failed' ? `failed while ${doing(during)}: ${reason ?? 'no reason given'}` : phase
