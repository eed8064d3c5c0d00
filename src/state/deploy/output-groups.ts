import {groupOutputs, type OutputGroup} from '../../deploy/board/groups.ts'
import {isFinished} from '../../deploy/board/host.ts'
import type {DeployJob} from './job.ts'

/** The hosts that have ended, those that have ended alike together, the most first. */
export const groupsOf = (job: DeployJob): readonly OutputGroup[] => {
  const {hosts} = job.store.getState()
  if (job.info.kind === 'exec') return groupOutputs(hosts)
  const texts = new Map(hosts.filter(isFinished).map(({node}) => [node, comparableText(job, node)]))
  return groupOutputs(hosts.map(host => ({...host, digest: texts.get(host.node)})))
}

/** What a host has written; of a deploy without what differs on every host anyhow: times, and names of temporary files. */
export const comparableText = ({info, output}: DeployJob, node: string | undefined): string => {
  if (node === undefined) return ''
  const {text} = output(node)
  return info.kind === 'exec' ? text : text.replaceAll(LOG_TIME, '').replaceAll(UUID, '(id)')
}

/** As `lictor agent` and Stretcher begin each line of their logs. */
const LOG_TIME = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /gm

const UUID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g
