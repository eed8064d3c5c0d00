import type {Phase} from '../deploy/protocol/phase.ts'
import {CODE} from './codes.ts'
import type {Journal} from './journal/journal.ts'
import type {JournalRecord} from './journal/record.ts'
import type {EventRunner} from './run-event.ts'
import {doing, nameOf} from './wording.ts'

export type InterruptedDeps = {
  readonly journal: Journal
  readonly runner: EventRunner
  readonly now: () => number
  readonly log: (line: string) => void
}

/** Later than that nobody waits for the answer, and the job may have been cleared away: its keys must not come back. */
const TOLD_WITHIN_MS = 24 * 3_600_000

/** Finds what ended with its process, by a kill or a reboot, and says so. Nothing of it is run again. */
export const reportInterrupted = async ({journal, runner, now, log}: InterruptedDeps): Promise<void> => {
  const told = journal.abandoned().map(record => {
    const ended = record.exit === undefined ? endOf(record) : record
    if (record.exit === undefined) {
      log(`${nameOf({id: record.id, name: record.event})}: ${ended.reason}`)
      journal.amend(record.id, {exit: CODE.killed, reason: ended.reason})
    }
    if (now() - record.takenMs <= TOLD_WITHIN_MS) return runner.settle(record, ended)
    journal.amend(record.id, {reported: true})
    return undefined
  })
  await Promise.all(told)
}

const endOf = ({phase = 'received'}: JournalRecord): {readonly phase: Phase; readonly reason: string} => ({
  phase,
  reason: `killed while ${doing(phase)}; ${CONSEQUENCES[phase]}`,
})

/** What an operator has to know of a host whose deploy has ended there. */
const CONSEQUENCES: Readonly<Record<Phase, string>> = {
  received: 'a handler may have done part of its work',
  fetching: 'nothing on the host has changed',
  verifying: 'nothing on the host has changed',
  pre: 'its pre commands may have done part of their work, the files are the old ones',
  extracting: 'its pre commands have run, the files are the old ones',
  syncing: 'the host may be between two versions',
  post: 'the files are the new ones, its post commands may have done part of their work',
  done: 'it had been done',
  failed: 'it had failed',
}
