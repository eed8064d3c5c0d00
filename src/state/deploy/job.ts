import type {StoreApi} from 'zustand/vanilla'
import type {ConsulError} from '../../api/errors.ts'
import type {Host} from '../../deploy/board/host.ts'
import type {BoardLink, Totals} from '../../deploy/board/snapshot.ts'
import type {Output} from '../../deploy/board/transcript.ts'
import type {TargetFilters} from '../../deploy/targets/filters.ts'

/** What hosts were told, and by whom; never changes. */
export type JobInfo = {
  /** Of an exec its session's, of a deploy that of its event. */
  readonly id: string
  readonly kind: 'exec' | 'deploy'
  /** The command; or the event and the URL of the manifest. */
  readonly what: string
  readonly filters: TargetFilters
  /** The asked agent's own where it is not known. */
  readonly datacenter: string | undefined
  readonly who: string
  readonly startedAtMs: number
}

/** `lost`: its keys went before the hosts had ended; `detached`: given up by the operator, the hosts go on. */
export type JobStage = 'running' | 'finished' | 'detached' | 'lost'

/** All that is known of a job at one moment; never changed. */
export type JobState = {
  readonly info: JobInfo
  readonly stage: JobStage
  /** By name. */
  readonly hosts: readonly Host[]
  readonly totals: Totals
  readonly link: BoardLink
  /** Absent for what somebody else has fired. */
  readonly firedAtMs?: number | undefined
  readonly endedAtMs?: number | undefined
  /** The event was sent, but the answer was lost. */
  readonly doubt?: ConsulError | undefined
  /** What stands in its way, and is tried again. */
  readonly trouble?: ConsulError | undefined
}

/** A job that can be looked at. */
export type DeployJob = {
  readonly info: JobInfo
  readonly store: StoreApi<JobState>
  readonly output: (node: string) => Output
  /** Stops listening; what runs goes on. */
  readonly detach: () => void
  /** Resolves when nothing of it is left to be done here. */
  readonly ended: Promise<void>
}

export const isRunning = ({stage}: Pick<JobState, 'stage'>): boolean => stage === 'running'
