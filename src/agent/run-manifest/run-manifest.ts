import type {Report} from '../handler.ts'
import type {RunManifestOptions} from './options.ts'

/** Deploys what the manifest at a URL says. Resolves to 0, or to 1 after `failed` and its reason are reported. */
export type RunManifest = (
  options: RunManifestOptions,
  report: Report,
  signal: AbortSignal,
) => Promise<number>
