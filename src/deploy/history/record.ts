import type {TargetFilters} from '../targets/filters.ts'
import type {Terms} from '../waves/request.ts'
import type {Part, RolloutStage, Wave} from '../waves/snapshot.ts'

type Common = {
  /** Of a deploy its first event's, of an exec its session's: the name of its folder below `_deploy/`. */
  readonly id: string
  readonly datacenter?: string | undefined
  /** Who began it, such as `ann@bastion`. Nobody vouches for it. */
  readonly by: string
  /** By the clock of who began it. */
  readonly startedAtMs: number
  readonly endedAtMs?: number | undefined
  readonly filters: TargetFilters
  /** Who must answer, and whom gossip had lost; by name. */
  readonly expected: readonly string[]
  readonly dead: readonly string[]
  /** How its hosts stood when the record was last written. */
  readonly outcome: Outcome
}

export type Outcome = {
  readonly done: number
  readonly failed: number
  readonly silent: number
  readonly running: number
}

export type DeployRecord = Common & {
  readonly kind: 'deploy'
  readonly event: string
  readonly url: string
  /** Of consul-kv-dashboard. */
  readonly category: string
  readonly terms: Terms
  readonly stage: RolloutStage
  readonly waves: readonly Wave[]
  readonly wave: number
  readonly parts: readonly Part[]
  /** Why it is halted. */
  readonly halted?: string | undefined
}

export type ExecRecord = Common & {
  readonly kind: 'exec'
  /** The command, the program with its arguments, or the first line of the script. */
  readonly command: string
  readonly stage: 'finished' | 'detached' | 'lost'
}

/** What Lictor writes down of a job that it has begun: the value of `_deploy/<id>/job`, as JSON. */
export type JobRecord = DeployRecord | ExecRecord
