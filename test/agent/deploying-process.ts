import {writeSync} from 'node:fs'
import type {RunManifestOptions} from '../../src/agent/run-manifest/options.ts'
import {runManifest} from '../../src/agent/run-manifest/run-manifest.ts'
import type {Phase} from '../../src/deploy/protocol/phase.ts'

/** What this program is told in its only argument, as JSON. */
export type Order = {
  readonly options: RunManifestOptions
  /** Stands still at the first report of this phase; of its bytes, where it has some. */
  readonly stopAt?: {readonly phase: Phase; readonly withBytes: boolean} | undefined
}

/** A process that runs one manifest, prints its reports as lines of JSON, and can be killed. */
const {options, stopAt}: Order = JSON.parse(process.argv[2] ?? '')

process.exitCode = await runManifest(
  options,
  {
    phase: report => {
      writeSync(1, `${JSON.stringify(report)}\n`)
      if (report.phase === stopAt?.phase && (report.done !== undefined) === stopAt.withBytes) {
        process.kill(process.pid, 'SIGSTOP')
      }
    },
    output: bytes => writeSync(2, bytes),
  },
  new AbortController().signal,
)
