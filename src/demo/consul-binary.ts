import {execFile} from 'node:child_process'
import {resolve} from 'node:path'
import {promisify} from 'node:util'
import {DemoError} from './demo-error.ts'

/** A program that said it is Consul; `minor` counts within version 1, and is Infinity beyond it or when unreadable. */
export type ConsulBinary = {readonly path: string; readonly minor: number}

const run = promisify(execFile)

/** Asks the program for its version, which also proves that it is there and runs. Throws a DemoError if not. */
export async function inspectConsul(consulBin: string): Promise<ConsulBinary> {
  // Agents run in directories of their own, so a relative path must be made absolute; a bare name is left to PATH.
  const path = consulBin.includes('/') ? resolve(consulBin) : consulBin
  const {stdout} = await run(path, ['version']).catch((error: unknown) => {
    throw new DemoError(explain(consulBin, error))
  })
  if (!stdout.includes('Consul'))
    throw new DemoError(
      `"${consulBin} version" does not answer as Consul does: give the path of the consul program.`,
    )
  const version = /v(\d+)\.(\d+)/.exec(stdout)
  return {path, minor: version?.[1] === '1' ? Number(version[2]) : Number.POSITIVE_INFINITY}
}

function explain(consulBin: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT')
    return `Consul was not found at "${consulBin}": install it, or give the path of the consul program.`
  if (code === 'EACCES')
    return `"${consulBin}" may not be run: make it executable, or give the path of the consul program.`
  return `"${consulBin} version" failed, so it cannot be used as the consul program.`
}
