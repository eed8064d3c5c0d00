import type {StoreApi} from 'zustand/vanilla'
import type {ConsulError} from '../../api/errors.ts'
import type {Host} from '../../deploy/board/host.ts'
import type {BoardLink, Totals} from '../../deploy/board/snapshot.ts'
import type {Output} from '../../deploy/board/transcript.ts'
import type {TargetFilters} from '../../deploy/targets/filters.ts'
import type {Rollout} from '../../deploy/waves/rollout.ts'
import type {Halt, Wave} from '../../deploy/waves/snapshot.ts'

/** What hosts were told, and by whom; never changes. */
export type JobInfo = {
  /** Of an exec its session's, of a deploy out of the history that of its first event. */
  readonly id: string
  readonly kind: 'exec' | 'deploy'
  /** The command; or the event and the URL of the manifest. */
  readonly what: string
  readonly filters: TargetFilters
  /** The asked agent's own where it is not known. */
  readonly datacenter: string | undefined
  readonly who: string
  /** 0 where nobody has written it down. */
  readonly startedAtMs: number
}

/**
 * `halted`: a deploy that waits for its operator; `stopped`: one of which no further wave begins; `lost`: its keys went before
 * the hosts had ended; `detached`: given up, while the hosts go on.
 */
export type JobStage = 'running' | 'halted' | 'finished' | 'stopped' | 'detached' | 'lost'

/** The way of a deploy through its waves. */
export type Course = {
  readonly waves: readonly Wave[]
  /** Place of the one that is under way, or was last. */
  readonly wave: number
  /** When each host was last told, by the clock of whoever did; only of those that were. */
  readonly firedAt: ReadonlyMap<string, number>
  /** What it waits for right now. */
  readonly waitsFor?: string | undefined
  /** Why it does not go on by itself. */
  readonly halted?: string | undefined
  /** What the operator may do about that. */
  readonly choices: Halt['choices']
}

/** All that is known of a job at one moment; never changed. */
export type JobState = {
  readonly info: JobInfo
  readonly stage: JobStage
  /** By name. */
  readonly hosts: readonly Host[]
  readonly totals: Totals
  readonly link: BoardLink
  /** Of a deploy. */
  readonly course?: Course | undefined
  /** Absent for what somebody else has fired. */
  readonly firedAtMs?: number | undefined
  readonly endedAtMs?: number | undefined
  /** The event was sent, but the answer was lost. */
  readonly doubt?: ConsulError | undefined
  /** What stands in its way, and is tried again. */
  readonly trouble?: ConsulError | undefined
  /** Why it is not in the history. */
  readonly unkept?: ConsulError | undefined
  /** Its ID in the history. */
  readonly keptAs?: string | undefined
}

/** A job that can be looked at. */
export type DeployJob = {
  readonly info: JobInfo
  readonly store: StoreApi<JobState>
  readonly output: (node: string) => Output
  /** Stops listening; what runs goes on. */
  readonly detach: () => void
  /** Of a deploy of this session. */
  readonly controls?: Pick<Rollout, 'resume' | 'retryFailed' | 'stop'> | undefined
  /** Resolves when nothing of it is left to be done here. */
  readonly ended: Promise<void>
}

export const isRunning = ({stage}: Pick<JobState, 'stage'>): boolean => stage === 'running'

/** Whether it is not over: it runs, or waits for its operator. */
export const isOpen = ({stage}: Pick<JobState, 'stage'>): boolean => stage === 'running' || stage === 'halted'

/** Whether somebody may go on with it, though nobody does. */
export const isLeft = ({stage, course}: Pick<JobState, 'stage' | 'course'>): boolean =>
  course !== undefined && (stage === 'detached' || isOpen({stage}))

/** Whether somebody else has taken it over from this session. */
export const isTakenOver = ({stage, unkept}: Pick<JobState, 'stage' | 'unkept'>): boolean =>
  stage === 'detached' && unkept?.kind === 'conflict'

/** Whether it is looked at as the history has it: a deploy of this session has another ID than its record. */
export const isOfHistory = ({info, keptAs}: Pick<JobState, 'info' | 'keptAs'>): boolean => info.id === keptAs

/** Whether something of it takes time right now: hosts may be under way though no further wave begins. */
export const goesOn = (state: JobState): boolean =>
  isRunning(state) || (isListening(state) && state.totals.acked + state.totals.running > 0)

/** Whether what hosts say is still heard: those of a deploy that was stopped go on, too. */
export const isListening = ({stage}: Pick<JobState, 'stage'>): boolean =>
  stage === 'running' || stage === 'halted' || stage === 'stopped'
