import {type ConsulErrorKind, isConsulError} from '../api/errors.ts'

/** The agent restarts, an election goes on, the servers are busy. */
const PASSING: readonly ConsulErrorKind[] = ['unreachable', 'timeout', 'noLeader', 'rateLimited', 'protocol']

/** Whether waiting can mend it. */
export const isPassing = (error: unknown): boolean => isConsulError(error) && PASSING.includes(error.kind)

/** What went wrong, and what can be done about it. */
export const sentence = (error: unknown): string => {
  if (!isConsulError(error)) return `${error instanceof Error ? error.message : String(error)}.`
  return [`${error.message.replace(/\.$/, '')}.`, error.nextStep].filter(Boolean).join(' ')
}
