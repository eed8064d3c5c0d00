import type {OutputGroup} from '../../deploy/board/groups.ts'
import {formatFilters} from './filter-text.ts'
import type {DeployJob, JobState} from './job.ts'
import {countWords, jobRow} from './job-rows.ts'
import {groupsOf} from './output-groups.ts'

/** What a terminal's clipboard takes, with room for the rest. */
const MOST_OUTPUT = 40_000
const LEAST_EACH = 400

/** What was done and what came of it, as Markdown for the channel of an incident. Untrusted text is in it as it came. */
export const transcriptOf = (job: DeployJob): string => {
  const state = job.store.getState()
  const groups = groupsOf(job)
  const most = Math.max(LEAST_EACH, Math.floor(MOST_OUTPUT / Math.max(1, groups.length)))
  return [
    ...headOf(state),
    ...groups.flatMap(group => ['', ...groupLines(job, group, most)]),
    ...openLines(state),
    '',
  ].join('\n')
}

const headOf = (state: JobState): readonly string[] => {
  const {kind, what, filters, datacenter, who, startedAtMs} = state.info
  const asked = formatFilters(filters) || 'every node'
  const where = datacenter === undefined ? asked : `${asked} in ${datacenter}`
  const started = new Date(startedAtMs).toISOString()
  const row = jobRow(state)
  return [
    `**${kind}** ${inlineCode(what)} on ${inlineCode(where)}`,
    '',
    `By ${who}, ${started}. ${countWords(row)}${row.look === 'done' ? '' : ` (${row.look})`}.`,
  ]
}

const groupLines = (
  job: DeployJob,
  {nodes, exitCode, isCut}: OutputGroup,
  most: number,
): readonly string[] => {
  const text = job.output(nodes[0] ?? '').text.trimEnd()
  const end = exitCode === undefined ? 'no exit code' : `exit ${exitCode}`
  const heading = `**${nodes.length}** with ${end}: ${nodes.join(', ')}`
  if (text === '') return [heading, '', '(no output)']
  const kept = text.length > most ? `${text.slice(0, most)}\n…` : text
  const more = isCut || text.length > most ? ['', '(cut: there is more)'] : []
  return [heading, '', ...fenced(kept), ...more]
}

const openLines = ({hosts}: JobState): readonly string[] => {
  const named = (...states: readonly string[]): readonly string[] =>
    hosts.filter(({state}) => states.includes(state)).map(({node}) => node)
  const line = (said: string, nodes: readonly string[]): readonly string[] =>
    nodes.length === 0 ? [] : ['', `**${nodes.length}** ${said}: ${nodes.join(', ')}`]
  return [
    ...line('without an end yet', named('acked', 'running')),
    ...line('silent', named('silent')),
    ...line('dead when it was fired', named('dead')),
  ]
}

/** A fence is longer than any run of backticks in what it holds. */
const fenced = (text: string): readonly string[] => {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return [fence, text, fence]
}

const inlineCode = (text: string): string => {
  const mark = '`'.repeat(longestRun(text) + 1)
  return text.includes('`') ? `${mark} ${text} ${mark}` : `${mark}${text}${mark}`
}

const longestRun = (text: string): number =>
  Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
