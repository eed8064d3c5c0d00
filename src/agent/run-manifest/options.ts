import type {S3Options} from '../../deploy/sources/source.ts'
import type {HostEnvironment} from './host-environment.ts'

/** What a deploy of a manifest needs to know of its host and of the operator's wishes. Times are in milliseconds. */
export type RunManifestOptions = {
  /** http, https, file or s3; the payload of the event. */
  readonly url: string
  /** Whatever the caller knows the deploy by, such as the ID of its event. */
  readonly id?: string | undefined
  /** The host's variables, for templates and commands; Consul's secrets are taken out first. */
  readonly env: HostEnvironment
  /** Where what is running is written down, so that it is found again after a kill: private, the same for all agents. */
  readonly stateFolder: string
  /** Where archives are downloaded and unpacked for rsync, as TMPDIR says. */
  readonly tmpFolder: string
  /** Ed25519 public key as PEM: without a signature of it beside the manifest nothing runs. */
  readonly verifyKey?: string | undefined
  /** For all tries to download one file together; forever. */
  readonly timeoutMs?: number | undefined
  /** How often a failed download is tried again; never. */
  readonly retry?: number | undefined
  readonly retryWaitMs?: number | undefined
  /** Bytes a second, of the archive; no limit. */
  readonly maxBandwidth?: number | undefined
  /** Waits for a random part of it first; not at all. */
  readonly randomDelayMs?: number | undefined
  readonly s3?: S3Options | undefined
}
