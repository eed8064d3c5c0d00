import {spawnSync} from 'node:child_process'
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, it, onTestFinished} from 'vitest'
import {consulBinary} from '../../scripts/setup/consul.mjs'
import {fetchDebianConsul} from '../../scripts/setup/consul-debian.mjs'
import {createReport} from '../../scripts/setup/report.mjs'

// Relatives of Debian have archives of their own, without Consul.
const osRelease = '/etc/os-release'
const isDebian = existsSync(osRelease) && /^ID=debian$/m.test(readFileSync(osRelease, 'utf8'))

it.runIf(isDebian)('fetches a Consul that runs, and leaves nothing else in the cache', async () => {
  const root = mkdtempSync(join(tmpdir(), 'lictor-consul-'))
  onTestFinished(() => rmSync(root, {recursive: true, force: true}))
  const cache = join(root, 'cache', 'consul')
  mkdirSync(`${cache}.1.part`, {recursive: true})
  const stages: string[] = []

  const report = createReport({write: () => {}})
  await fetchDebianConsul({root, env: process.env, report}, cache, text => void stages.push(text))

  expect(spawnSync(consulBinary(cache), ['version'], {encoding: 'utf8'}).stdout).toMatch(/^Consul v\d/)
  expect(readdirSync(join(root, 'cache'))).toEqual(['consul'])
  expect(stages.at(-1)).toBe('unpacking')
})
