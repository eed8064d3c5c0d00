import {readFileSync} from 'node:fs'
import {describe, expect, it} from 'vitest'

type Entry = {readonly optionalDependencies?: Readonly<Record<string, string>>}

const packages: Readonly<Record<string, Entry>> = JSON.parse(
  readFileSync('package-lock.json', 'utf8'),
).packages

/** Where Node would find a package from a folder, as the lockfile lays it out. */
function isLocked(from: string, name: string): boolean {
  if (`${from ? `${from}/` : ''}node_modules/${name}` in packages) return true
  return from !== '' && isLocked(from.slice(0, Math.max(0, from.lastIndexOf('node_modules/') - 1)), name)
}

describe('package-lock.json', () => {
  // npm writes a lockfile without the packages of systems whose packages its registry lacked, and `npm ci` then refuses it.
  it('names the optional packages of every system', () => {
    const missing = Object.entries(packages).flatMap(([folder, {optionalDependencies = {}}]) =>
      Object.keys(optionalDependencies).filter(name => !isLocked(folder, name)),
    )
    expect(missing).toEqual([])
  })
})
