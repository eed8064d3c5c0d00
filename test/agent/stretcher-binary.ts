import {execFileSync} from 'node:child_process'
import {existsSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {rsyncIsMissing} from './host.ts'

const FOLDER = fileURLToPath(new URL('../../.cache/stretcher/', import.meta.url))

/** The real Stretcher: STRETCHER_BIN, else one that Go builds once into .cache. */
export const stretcherBinary: string = process.env.STRETCHER_BIN || join(FOLDER, 'stretcher')

/** Why there is nothing to compare with, for a test to be skipped by; undefined where there is. */
export const stretcherIsMissing: string | undefined = rsyncIsMissing ?? build()

if (stretcherIsMissing)
  process.stderr.write(`Skipped: the comparison with Stretcher, as ${stretcherIsMissing}.\n`)

function build(): string | undefined {
  if (existsSync(stretcherBinary)) return undefined
  try {
    execFileSync('go', ['install', 'github.com/fujiwara/stretcher/cmd/stretcher@latest'], {
      env: {...process.env, GOBIN: FOLDER},
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    return undefined
  } catch (error) {
    const [last = ''] = String(error).trim().split('\n').slice(-1)
    return `STRETCHER_BIN names none, and Go cannot build it here: ${last.trim()}`
  }
}
