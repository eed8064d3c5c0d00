import {execFileSync} from 'node:child_process'
import {existsSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

const FOLDER = fileURLToPath(new URL('../../.cache/stretcher/', import.meta.url))

/**
 * The real Stretcher: STRETCHER_BIN, else one that Go builds once into .cache. Where neither can be had, the reason.
 */
export const stretcherBinary = (): {readonly path: string} | {readonly reason: string} => {
  const named = process.env.STRETCHER_BIN
  if (named) return {path: named}
  const path = join(FOLDER, 'stretcher')
  if (existsSync(path)) return {path}
  try {
    execFileSync('go', ['install', 'github.com/fujiwara/stretcher/cmd/stretcher@latest'], {
      env: {...process.env, GOBIN: FOLDER},
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    return {path}
  } catch (error) {
    const [line = ''] = String(error instanceof Error ? error.message : error)
      .split('\n')
      .slice(-2)
    return {reason: `there is no Stretcher to compare with, and Go cannot build it here: ${line.trim()}`}
  }
}
