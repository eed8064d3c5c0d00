import {type ChildProcess, fork} from 'node:child_process'
import {expect, inject, onTestFinished, test} from 'vitest'
import {listEntries} from '../../../src/api/kv.ts'
import {runCopy} from '../../../src/state/kv/copy.ts'
import {planCopy} from '../../../src/state/kv/copy-plan.ts'
import {planDelete, runDelete} from '../../../src/state/kv/delete.ts'
import type {KvTools} from '../../../src/state/kv/tools.ts'
import {uniqueName, until} from '../../support/cluster.ts'
import {control, openKvTools, putAll, valuesUnder} from '../../support/kv-tools.ts'

const {entry: agent} = inject('cluster')

const KEYS = 300

const many = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Array.from({length: KEYS}, (_, i) => [`${folder}${String(i).padStart(4, '0')}`, 'old']))

/**
 * Another process that writes into a folder without looking, as an application does: `new-N` into every third key, again and
 * again, until it is told to stop. It says what the last value was that Consul has taken for each key.
 */
const startWriter = async (folder: string) => {
  const writer: ChildProcess = fork(new URL('../../support/kv-writer.ts', import.meta.url), [
    agent.httpAddress,
    folder,
    String(KEYS),
  ])
  onTestFinished(() => void writer.kill())
  const written = new Map<string, string>()
  let ended = false
  writer.on('message', ([key, value]: [string, string]) => written.set(key, value))
  writer.on('exit', () => {
    ended = true
  })
  await until(() => written.size > 0, 'the writer to write')
  return {
    written,
    stop: async () => {
      writer.send('stop')
      await until(() => ended, 'the writer to end')
      return written
    },
  }
}

test('a folder that is written to while it is deleted loses nothing that was written', async () => {
  const tools = await openKvTools()
  const folder = `${uniqueName('race')}/`
  await putAll(tools, many(folder))
  const plan = await planDelete(tools, {kind: 'folder', key: folder}, {}, control())
  const writer = await startWriter(folder)
  const account = await runDelete(tools, plan, control())
  const written = await writer.stop()
  expect(account.done + account.changed.length).toBe(KEYS)
  expect(account.changed.length).toBeGreaterThan(0)
  const left = await valuesUnder(tools, folder)
  for (const [key, value] of written) expect([key, left[key]]).toEqual([key, value])
  expect(Object.values(left)).not.toContain('old')
})

test('a folder that is written to while it is moved loses nothing that was written', async () => {
  const tools = await openKvTools()
  const root = uniqueName('race')
  await putAll(tools, many(`${root}/a/`))
  const request = {
    source: {kind: 'folder', key: `${root}/a/`},
    from: {},
    target: `${root}/b/`,
    to: {},
    move: true,
  } as const
  const plan = await planCopy(tools, request, control())
  const writer = await startWriter(`${root}/a/`)
  const account = await runCopy(tools, plan, {overwrite: false}, control())
  const written = await writer.stop()
  expect(account.done + account.changed.length).toBe(KEYS)
  const left = await valuesUnder(tools, `${root}/a/`)
  for (const [key, value] of written) expect([key, left[key]]).toEqual([key, value])
  await everyKeySomewhere(tools, root)
})

/** Whatever the race did: a key is at its source, or at its target with the value that it had. */
const everyKeySomewhere = async (tools: KvTools, root: string): Promise<void> => {
  const {data} = await listEntries(tools.client, `${root}/`)
  const there = new Set(data.map(({key}) => key))
  for (const key of Object.keys(many('')))
    expect(there.has(`${root}/a/${key}`) || there.has(`${root}/b/${key}`)).toBe(true)
}

test('two who move the same folder to different places leave each key in one of them', async () => {
  const [one, two] = [await openKvTools(), await openKvTools()]
  const root = uniqueName('both')
  await putAll(one, many(`${root}/a/`))
  const request = (target: string) =>
    ({source: {kind: 'folder', key: `${root}/a/`}, from: {}, target, to: {}, move: true}) as const
  const [toB, toC] = await Promise.all([
    planCopy(one, request(`${root}/b/`), control()),
    planCopy(two, request(`${root}/c/`), control()),
  ])
  await Promise.all([
    runCopy(one, toB, {overwrite: false}, control()),
    runCopy(two, toC, {overwrite: false}, control()),
  ])
  const left = await valuesUnder(one, `${root}/`)
  for (const key of Object.keys(many('')))
    expect(left[`${root}/b/${key}`] ?? left[`${root}/c/${key}`] ?? left[`${root}/a/${key}`]).toBe('old')
})
