import {readRecord} from '../../deploy/history/read.ts'
import type {JobRecord} from '../../deploy/history/record.ts'
import {findTargets} from '../../deploy/targets/find.ts'
import {takeOver} from '../../deploy/waves/take-over.ts'
import {EXIT} from '../program.ts'
import {followRollout} from './follow-rollout.ts'
import type {DeploySession} from './session.ts'

type ResumeOptions = {
  readonly id: string
  /** Fires anew for those that failed, instead of going on without them. */
  readonly retry: boolean
  readonly yes: boolean
  readonly datacenter: string | undefined
}

/** Goes on with a deploy that was left half-way, as it was begun. */
export const resumeDeploy = async (session: DeploySession, options: ResumeOptions): Promise<number> => {
  const {client, outlet, operator, givingUp} = session
  const {id, datacenter, retry} = options
  const {signal} = givingUp
  const {data: kept} = await readRecord(client, id, {datacenter, signal})
  const refusal = whyNot(kept?.record, options)
  if (kept?.record.kind !== 'deploy' || refusal !== undefined) {
    outlet.say(refusal ?? '')
    return EXIT.error
  }
  const {record, index} = kept
  const where = {...record.filters, datacenter: record.datacenter}
  const {isForeign} = await findTargets(client, where, {signal})
  const rollout = takeOver({client, operator}, {record, index}, {isForeign})
  const isAsked = session.ask !== undefined && !retry
  const onLeft = retry ? 'retryFailed' : isAsked ? undefined : 'resume'
  return followRollout(session, {rollout, byService: Boolean(record.filters.service), onLeft})
}

/** Why there is nothing to go on with; undefined where there is. */
const whyNot = (record: JobRecord | undefined, {id, yes}: ResumeOptions): string | undefined => {
  if (record === undefined) return `No deploy ${id} is in the history.`
  if (record.kind === 'exec') return `${id} is an exec, which cannot go on.`
  if (record.stage === 'finished')
    return `The deploy of ${record.by} is finished: there is nothing to go on with.`
  if (record.stage === 'running' && !yes)
    return `${record.by} may still be at it. --yes takes it over all the same.`
  return undefined
}
