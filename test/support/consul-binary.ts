import {accessSync, constants, statSync} from 'node:fs'
import {delimiter, join} from 'node:path'
import {fileURLToPath} from 'node:url'

const cached = fileURLToPath(new URL('../../.cache/consul/usr/bin/consul', import.meta.url))

/** The real Consul of this machine: CONSUL_BIN, else the one on PATH, else the project's cache. Throws without one. */
export function consulBin(): string {
  const named = process.env.CONSUL_BIN
  if (named !== undefined && named !== '') return named
  const onPath = (process.env.PATH ?? '').split(delimiter).map(directory => join(directory, 'consul'))
  const found = [...onPath, cached].find(isProgram)
  if (found !== undefined) return found
  throw new Error(
    'The tests need a real Consul, and there is none: set CONSUL_BIN to the path of the consul program, put it on PATH, or unpack it so that it is .cache/consul/usr/bin/consul in this project.',
  )
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
