import type {ConsulClient} from '../../api/client.ts'
import type {PrivateFiles} from '../private-files.ts'
import type {Journal} from './journal.ts'
import type {LimitsOf} from './limits.ts'

/** What changing keys takes. */
export type KvTools = {
  readonly client: ConsulClient
  readonly limits: LimitsOf
  readonly journal: Journal
  readonly files: PrivateFiles
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** What reading them takes. */
export type ReadTools = Pick<KvTools, 'client' | 'limits'>
