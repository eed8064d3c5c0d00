import type {ConsulClient} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import type {PastJob} from '../../deploy/history/list.ts'
import type {TargetFilters} from '../../deploy/targets/filters.ts'
import type {Targets} from '../../deploy/targets/find.ts'
import type {LiveQueries} from '../live-queries.ts'
import type {QueryContext} from '../queries/define.ts'
import {createRecall, type Recall} from '../recall.ts'
import {type Aim, createAim} from './aim.ts'
import {formatFilters} from './filter-text.ts'
import type {DeployJob} from './job.ts'

/** Help with what is typed for hosts. */
export type DeployTyping = {
  readonly aim: Aim
  /** Commands of this session, then those of the history. */
  readonly commands: Recall
  /** Of the last job of this session. */
  readonly usedFilters: () => string
  /** Who must answer, where the tenancy is. @throws ConsulError */
  readonly find: (filters: TargetFilters, signal?: AbortSignal) => Promise<Targets>
}

type TypingParts = {
  readonly queries: {
    readonly client: ConsulClient
    readonly clock: Clock
    readonly live: LiveQueries
    readonly queryContext: () => QueryContext
  }
  readonly where: () => {readonly datacenter: string | undefined}
  readonly jobs: () => readonly DeployJob[]
  readonly past: () => readonly PastJob[]
}

export const createDeployTyping = ({queries, where, jobs, past}: TypingParts): DeployTyping => {
  const find: DeployTyping['find'] = async (filters, signal) => {
    const {findTargets} = await import('../../deploy/targets/find.ts')
    return findTargets(queries.client, {...filters, ...where()}, {signal})
  }
  const used = (): readonly string[] => [...new Set(jobs().map(({info}) => formatFilters(info.filters)))]
  const commands = (): readonly string[] => [
    ...new Set([...jobs().flatMap(commandOf), ...past().flatMap(pastCommand)]),
  ]
  return {
    aim: createAim({queries, find, used}),
    commands: createRecall(commands),
    usedFilters: () => used()[0] ?? '',
    find,
  }
}

const commandOf = ({info: {kind, what}}: DeployJob): readonly string[] => (kind === 'exec' ? [what] : [])

/** Of a script the history has but the first line. */
const pastCommand = ({record}: PastJob): readonly string[] =>
  record?.kind === 'exec' && !record.command.startsWith('#!') ? [record.command] : []
