import type {Handler} from './handler.ts'
import type {RunManifestOptions} from './run-manifest/options.ts'
import {runManifest} from './run-manifest/run-manifest.ts'

/** Deploys the manifest whose URL an event carries. */
export const createManifestHandler =
  (options: Omit<RunManifestOptions, 'url' | 'id'>): Handler =>
  (event, report, signal) =>
    runManifest({...options, id: event.id, url: Buffer.from(event.payload).toString().trim()}, report, signal)
