import {countHosts} from '../../deploy/name-list.ts'
import {worstOf} from '../../deploy/preflight/finding.ts'
import type {Preflight} from '../../deploy/preflight/preflight.ts'
import type {DeploySession} from './session.ts'

/**
 * Whether the event is to be fired, whatever was found. Nobody to ask is no for all that is not green.
 * @throws an abort error when it is given up.
 */
export const isWavedThrough = async (
  {ask, outlet, givingUp}: DeploySession,
  {findings, targets, request}: Preflight,
): Promise<boolean> => {
  const worst = worstOf(findings)
  if (ask === undefined) {
    if (worst === 'green') return true
    outlet.say('Nothing was fired, because of what was found. --yes goes on all the same.')
    return false
  }
  const {signal} = givingUp
  const who = `${request.event} at ${countHosts(targets.expected.length)}`
  const answer =
    worst === 'red'
      ? await ask(`Fire ${who} in spite of that? Type the name of the event, or nothing for no:`, signal)
      : await ask(`Fire ${who}? [y/N]`, signal)
  signal.throwIfAborted()
  const isYes = worst === 'red' ? answer === request.event : /^y(es)?$/i.test(answer ?? '')
  if (!isYes) outlet.say('Nothing was fired.')
  return isYes
}
