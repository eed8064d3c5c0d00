import type {ConsulClient, QueryOptions} from '../../api/client.ts'
import {listKeys} from '../../api/kv.ts'
import {listJobs, type PastJob} from '../history/list.ts'
import type {DeployRecord} from '../history/record.ts'
import {countHosts} from '../name-list.ts'
import {jobFolder, parseJobKey} from '../protocol/keys.ts'
import type {DeployRequest} from '../waves/request.ts'
import type {Finding} from './finding.ts'

/** Older ones have ended, or nobody knows of them any more. */
const LOOKED_AT = 5

/** Whether hosts are still at a deploy of the same event, or one was left half-way. @throws ConsulError */
export const lookAtRunning = async (
  client: ConsulClient,
  {event, url}: DeployRequest,
  options: QueryOptions,
): Promise<readonly Finding[]> => {
  const {data: jobs} = await listJobs(client, options)
  const records = jobs.flatMap(deployOf).filter(record => record.event === event)
  const found = await Promise.all(
    records.slice(0, LOOKED_AT).map(async record => {
      const running = await countRunning(client, record, options)
      return describe(record, running, url)
    }),
  )
  const findings = found.filter(finding => finding !== undefined)
  if (findings.length > 0) return findings
  return [{about: 'running', severity: 'green', sentence: `No other deploy of ${event} is under way.`}]
}

const deployOf = ({record}: PastJob): readonly DeployRecord[] => (record?.kind === 'deploy' ? [record] : [])

/** Hosts that have begun and not ended, by their keys: whoever began the deploy may be gone. */
const countRunning = async (
  client: ConsulClient,
  {parts}: DeployRecord,
  options: QueryOptions,
): Promise<number> => {
  const counts = await Promise.all(
    parts.map(async ({id}) => {
      const folder = jobFolder('_deploy', id)
      const {data: keys} = await listKeys(client, folder, {}, options)
      const said = keys.flatMap(key => parseJobKey(folder, key) ?? [])
      return said.filter(({kind}) => kind === 'ack').length - said.filter(({kind}) => kind === 'exit').length
    }),
  )
  return counts.reduce((sum, count) => sum + Math.max(0, count), 0)
}

const describe = (record: DeployRecord, running: number, url: string): Finding | undefined => {
  const {by, stage} = record
  const which = record.url === url ? 'The same manifest' : 'Another manifest'
  if (running > 0)
    return {
      about: 'running',
      severity: 'red',
      sentence: `${which} is being deployed by ${by}: ${countHosts(running)} ${running === 1 ? 'is' : 'are'} at it.`,
      nextStep: 'Wait for its end, or look at its board.',
    }
  if (stage === 'finished' || stage === 'stopped') return undefined
  return {
    about: 'running',
    severity: 'yellow',
    sentence: `${which} is half-way out, by ${by}: ${record.halted ?? 'its next wave has not begun.'}`,
    nextStep: 'Ask whether that goes on, or take it over from the history.',
  }
}
