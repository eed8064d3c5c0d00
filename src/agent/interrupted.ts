import type {Phase} from '../deploy/protocol/phase.ts'
import {CODE} from './codes.ts'
import type {Journal} from './journal/journal.ts'
import type {JournalRecord} from './journal/record.ts'
import type {End, EventRunner} from './run-event.ts'
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
export const reportInterrupted = async (deps: InterruptedDeps): Promise<void> => {
  const {journal, runner, now} = deps
  const told = journal.abandoned().map(record => {
    const end = record.exit === undefined ? bury(record, deps) : record
    if (now() - record.takenMs <= TOLD_WITHIN_MS) return runner.settle(record, end)
    journal.amend(record.id, {reported: true})
    return undefined
  })
  await Promise.all(told)
}

/** Its end is written down first, so that whoever comes next says the same. */
const bury = (record: JournalRecord, {journal, log}: InterruptedDeps): End => {
  const end = endOf(record)
  log(`${nameOf({id: record.id, name: record.event})}: ${end.reason}`)
  journal.amend(record.id, {exit: end.exit, reason: end.reason})
  return end
}

const endOf = ({phase = 'received'}: JournalRecord): End => ({
  phase,
  exit: CODE.killed,
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
