import type {ConsulClient} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import type {ExecJob} from '../../deploy/exec/job.ts'
import type {KeptRecord} from '../../deploy/history/read.ts'
import type {DeployRecord} from '../../deploy/history/record.ts'
import type {Preflight} from '../../deploy/preflight/preflight.ts'
import type {TargetFilters} from '../../deploy/targets/filters.ts'
import type {Targets} from '../../deploy/targets/find.ts'
import type {Rollout} from '../../deploy/waves/rollout.ts'
import {execJob} from './exec-job.ts'
import type {DeployJob, JobInfo} from './job.ts'
import type {OpenJobs} from './open-jobs.ts'
import {rolloutJob} from './rollout-job.ts'
import type {SessionJobs} from './session-jobs.ts'
import {describeDeploy} from './shown-url.ts'

export type ExecOrder = {
  /** As it was typed: the command, or `@` and the path of a script. */
  readonly what: string
  readonly job: ExecJob
  readonly filters: TargetFilters
  readonly targets: Targets
}

/** Telling hosts what to do. Where nothing was sent, that is thrown as a ConsulError. */
export type Beginning = {
  readonly exec: (order: ExecOrder) => Promise<DeployJob>
  /** Fires the first wave. */
  readonly deploy: (preflight: Preflight) => Promise<DeployJob>
  /** Goes on with a deploy out of the history that is on a screen. */
  readonly takeOver: (id: string) => Promise<DeployJob>
}

type BeginningParts = {
  readonly client: ConsulClient
  readonly clock: Clock
  readonly operator: string
  readonly add: SessionJobs['add']
}

/** Has hosts run a command. The engines of all that begins here are loaded when they are first needed. */
export const createExecs =
  ({client, clock, operator, add}: BeginningParts): Beginning['exec'] =>
  async ({what, ...order}) => {
    const [{startExec}, {keepExec}] = await Promise.all([
      import('../../deploy/exec/exec.ts'),
      import('../../deploy/history/keep-exec.ts'),
    ])
    const startedAtMs = clock.now()
    const exec = await startExec({client, clock}, order)
    const {filters, targets} = order
    const {datacenter} = targets
    const info = {id: exec.id, kind: 'exec', what, filters, datacenter, who: operator, startedAtMs} as const
    const keep = (): Promise<void> => keepExec({client, clock, operator}, exec, order)
    return add(execJob(exec, {info, now: clock.now, keep}))
  }

type RolloutParts = BeginningParts & {
  readonly opened: OpenJobs
  /** The asked agent's. */
  readonly ownDatacenter: () => string | undefined
}

/** Begins deploys, and goes on with those that were left. */
export const createRollouts = (parts: RolloutParts): Pick<Beginning, 'deploy' | 'takeOver'> => {
  const {opened, ownDatacenter, add, ...deps} = parts
  const {clock, operator} = deps
  /** Its event has no ID until it is out, and more than one may follow. */
  const addRollout = (rollout: Rollout, {event, url, ...rest}: Wanted): DeployJob => {
    const id = crypto.randomUUID()
    const what = describeDeploy({event, url})
    const info = {...rest, id, kind: 'deploy', what, who: operator, startedAtMs: clock.now()} as const
    return add(rolloutJob(rollout, info, clock.now))
  }
  return {
    deploy: async preflight => {
      const {startRollout} = await import('../../deploy/waves/start.ts')
      const {event, url, filters} = preflight.request
      const {datacenter} = preflight.targets
      return addRollout(startRollout(deps, preflight), {event, url, filters, datacenter})
    },
    takeOver: async id => {
      const kept = opened.known(id)?.kept()
      if (kept === undefined || !isDeploy(kept)) throw new Error('its record is not read yet')
      const {takeOver} = await import('../../deploy/waves/take-over.ts')
      const {event, url, filters, datacenter} = kept.record
      const isForeign = datacenter !== undefined && datacenter !== ownDatacenter()
      return addRollout(takeOver(deps, kept, {isForeign}), {event, url, filters, datacenter})
    },
  }
}

type Wanted = Pick<JobInfo, 'filters' | 'datacenter'> & Pick<DeployRecord, 'event' | 'url'>

const isDeploy = (kept: KeptRecord): kept is KeptRecord<DeployRecord> => kept.record.kind === 'deploy'
