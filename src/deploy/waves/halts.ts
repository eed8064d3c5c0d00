import type {ConsulError} from '../../api/errors.ts'
import {countHosts, listNames} from '../name-list.ts'
import {toBeToldAgain, type Verdict} from './judge.ts'
import type {Choice, Halt} from './snapshot.ts'

const none = {failed: [], silent: []} as const

const choice = (name: Choice, meaning: string): Halt['choices'][number] => ({choice: name, meaning})

const STOP = choice('stop', 'begin nothing more; hosts that have the event go on')

const retryChoice = (verdict: Verdict): Halt['choices'] => {
  const again = toBeToldAgain(verdict)
  return again.length > 0 ? [choice('retryFailed', `fire anew for ${countHosts(again.length)}`)] : []
}

/** Hosts of a wave that have failed, or are silent. `isLast`: no wave follows. */
export const unwellHalt = (verdict: Verdict, isLast: boolean): Halt => {
  const {failed, silent, overdue} = verdict
  const unanswered = silent.filter(node => !overdue.includes(node))
  const parts = [
    failed.length > 0 && `${listNames(failed)} failed`,
    unanswered.length > 0 && `${listNames(unanswered)} did not answer in time`,
    overdue.length > 0 && `${listNames(overdue)} did not end in time`,
  ].filter(part => part !== false)
  return {
    cause: failed.length > 0 ? 'failed' : 'silent',
    sentence: `${parts.join('; ')}.`,
    choices: [
      ...retryChoice(verdict),
      choice('resume', isLast ? 'leave it at that' : 'go on without them'),
      STOP,
    ],
    failed,
    silent,
  }
}

export const criticalHalt = (sick: readonly string[], isLast: boolean): Halt => ({
  ...none,
  cause: 'critical',
  sentence: `${sick.join('; ')}.`,
  choices: [choice('resume', isLast ? 'leave it at that' : 'go on all the same'), STOP],
})

export const frozenHalt = (reason: string): Halt => ({
  ...none,
  cause: 'frozen',
  sentence: `Deploys are frozen: ${reason || 'no reason is given'}.`,
  choices: [choice('resume', 'look again, and go on once the freeze is lifted'), STOP],
})

export const freezeUnknownHalt = (error: ConsulError): Halt => ({
  ...none,
  cause: 'frozen',
  sentence: `Whether deploys are frozen cannot be read: ${error.message}.`,
  choices: [choice('resume', 'look again'), STOP],
  error,
})

export const refusedHalt = (error: ConsulError): Halt => ({
  ...none,
  cause: 'refused',
  sentence: `The event did not go out: ${error.message}.`,
  choices: [choice('resume', 'fire it again'), STOP],
  error,
})

export const doubtHalt = (error: ConsulError): Halt => ({
  ...none,
  cause: 'doubt',
  sentence: `Nobody knows whether the event went out: ${error.message}. No trace of it was found so far.`,
  choices: [
    choice('resume', 'look for it again'),
    choice('retryFailed', 'fire it again: hosts that have it after all would run it twice'),
    STOP,
  ],
  error,
})

/** Of a rollout that somebody has left, or that is taken over. */
export const leftHalt = (
  verdict: Verdict,
  {by, isLast}: {readonly by: string; readonly isLast: boolean},
): Halt => {
  const {failed, silent, open} = verdict
  const unwell = [...failed, ...silent]
  const state =
    unwell.length > 0
      ? `${listNames(unwell)} failed or did not answer in time`
      : open.length > 0
        ? `${countHosts(open.length)} of its wave still ${open.length === 1 ? 'runs' : 'run'}`
        : 'all hosts of its wave are well'
  return {
    cause: 'left',
    sentence: `The deploy of ${by} was left half-way: ${state}.`,
    choices: [
      ...retryChoice(verdict),
      choice('resume', isLast && unwell.length > 0 ? 'leave it at that' : 'go on with it'),
      STOP,
    ],
    failed,
    silent,
  }
}
