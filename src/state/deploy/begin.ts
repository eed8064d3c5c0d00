import type {ConsulClient} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import type {KeptRecord} from '../../deploy/history/read.ts'
import type {DeployRecord} from '../../deploy/history/record.ts'
import type {Rollout} from '../../deploy/waves/rollout.ts'
import type {Deploys} from './deploys.ts'
import {execJob} from './exec-job.ts'
import type {DeployJob, JobInfo} from './job.ts'
import type {OpenJobs} from './open-jobs.ts'
import {rolloutJob} from './rollout-job.ts'
import type {SessionJobs} from './session-jobs.ts'

type BeginningParts = {
  readonly client: ConsulClient
  readonly clock: Clock
  readonly operator: string
  readonly session: SessionJobs
  readonly opened: OpenJobs
}

/** What begins something on hosts. The engines are loaded when they are first needed. */
export const createBeginning = (
  parts: BeginningParts,
): Pick<Deploys, 'exec' | 'deploy' | 'takeOver'> => {
  const {client, clock, operator, session, opened} = parts
  const add = (job: DeployJob): DeployJob => {
    session.add(job)
    return job
  }
  /** Its event has no ID until it is out, and more than one may follow. */
  const addRollout = (rollout: Rollout, info: Omit<JobInfo, 'id' | 'kind' | 'who' | 'startedAtMs'>): DeployJob =>
    add(
      rolloutJob(
        rollout,
        {...info, id: crypto.randomUUID(), kind: 'deploy', who: operator, startedAtMs: clock.now()},
        clock.now,
      ),
    )
  return {
    exec: async ({what, ...order}) => {
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
    },
    deploy: async preflight => {
      const {startRollout} = await import('../../deploy/waves/start.ts')
      const {request, targets} = preflight
      const {event, url, filters} = request
      const rollout = startRollout({client, clock, operator}, preflight)
      return addRollout(rollout, {what: `${event} ${url}`, filters, datacenter: targets.datacenter})
    },
    takeOver: async id => {
      const kept = opened.known(id)?.kept()
      if (kept === undefined || !isDeploy(kept)) throw new Error('its record is not read yet')
      const {takeOver} = await import('../../deploy/waves/take-over.ts')
      const {event, url, filters, datacenter} = kept.record
      return addRollout(takeOver({client, clock, operator}, kept, {isForeign: false}), {
        what: `${event} ${url}`,
        filters,
        datacenter,
      })
    },
  }
}

const isDeploy = (kept: KeptRecord): kept is KeptRecord<DeployRecord> => kept.record.kind === 'deploy'
