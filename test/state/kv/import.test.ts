import {readFile, stat, writeFile} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import {expect, test} from 'vitest'
import {putKey, readKey} from '../../../src/api/kv.ts'
import {formatExport} from '../../../src/api/kv-export.ts'
import {exportKeys} from '../../../src/state/kv/export.ts'
import {planImport, runImport} from '../../../src/state/kv/import.ts'
import type {KvTools} from '../../../src/state/kv/tools.ts'
import {runUndo} from '../../../src/state/kv/undo.ts'
import {planUndo} from '../../../src/state/kv/undo-plan.ts'
import {uniqueName} from '../../support/cluster.ts'
import {bytes, consulKv, control, openKvTools, putAll, valuesUnder} from '../../support/kv-tools.ts'

const fileIn = async ({files}: KvTools, name: string) => join(await files.keepingFolder(), name)

const exported = async (tools: KvTools, key: string, replace = false): Promise<string> => {
  const path = await fileIn(tools, 'export.json')
  const target = {kind: key.endsWith('/') ? 'folder' : 'key', key} as const
  await exportKeys(tools, {target, where: {}, path, replace}, control())
  return readFile(path, 'utf8')
}

const everyByte = Uint8Array.from({length: 256}, (_, byte) => byte)

/** Names and contents that a careless tool loses something of; the stock CLI can write them all. */
async function putOdd({client}: KvTools, folder: string): Promise<void> {
  const odd = [
    ['binary', everyByte, 2n ** 64n - 1n],
    ['empty', new Uint8Array(), 0n],
    ['a b', everyByte.slice(0, 1), 2n ** 53n + 1n],
    ['%2F', everyByte.slice(0, 2), 1n],
    ['', everyByte.slice(0, 3), 2n],
    ['sub/', everyByte.slice(0, 3), 2n],
    ['<b>&"\\?#', everyByte.slice(0, 4), 3n],
    ['größe/日本/😀', everyByte.slice(0, 5), 4n],
  ] as const
  for (const [name, value, flags] of odd) await putKey(client, {key: folder + name, value, flags})
}

test('an export is what consul writes, byte for byte, and of the folder alone', async () => {
  const tools = await openKvTools()
  const root = uniqueName('export')
  await putOdd(tools, `${root}/a/`)
  await putAll(tools, {[`${root}/a`]: 'beside', [`${root}/a2`]: 'beside'})
  expect(await exported(tools, `${root}/a/`)).toBe(await consulKv('export', `${root}/a/`))
  expect((await stat(await fileIn(tools, 'export.json'))).mode & 0o777).toBe(0o600)
  expect(await exported(tools, `${root}/a`, true)).toContain(`"key": "${root}/a",`)
  expect(JSON.parse(await exported(tools, `${root}/a`, true))).toHaveLength(1)
  expect(await exported(tools, `${root}/none/`, true)).toBe('[]\n')
})

test('an export does not overwrite a file unless it is told to, and leaves no half of one', async () => {
  const tools = await openKvTools()
  const folder = `${uniqueName('twice')}/`
  await putAll(tools, {[`${folder}a`]: '1'})
  const first = await exported(tools, folder)
  await expect(exported(tools, folder)).rejects.toThrow('there is one already')
  await putAll(tools, {[`${folder}b`]: '2'})
  expect(await readFile(await fileIn(tools, 'export.json'), 'utf8')).toBe(first)
  expect(await exported(tools, folder, true)).toBe(await consulKv('export', folder))
})

test('a round trip through the consul program loses nothing, in both directions', async () => {
  const tools = await openKvTools()
  const folder = `${uniqueName('round')}/`
  await putOdd(tools, folder)
  const before = await exported(tools, folder)
  await consulKv('delete', '-recurse', folder)
  await consulKv('import', `@${await fileIn(tools, 'export.json')}`)
  expect(await consulKv('export', folder)).toBe(before)
  await consulKv('delete', '-recurse', folder)
  const plan = await planImport(tools, {path: 'export.json', text: before, where: {}}, control())
  expect(plan).toMatchObject({same: 0, different: []})
  expect(await runImport(tools, plan, {overwrite: false}, control())).toMatchObject({done: 8})
  expect(await consulKv('export', folder)).toBe(before)
})

test('an import tells new, same and different apart, and overwrites only what it was told to', async () => {
  const tools = await openKvTools()
  const folder = `${uniqueName('apart')}/`
  await putAll(tools, {[`${folder}same`]: 's', [`${folder}other`]: 'theirs', [`${folder}raced`]: 'seen'})
  const value = bytes('mine')
  const text = formatExport([
    {key: `${folder}new`, value, flags: 1n},
    {key: `${folder}other`, value, flags: 1n},
    {key: `${folder}raced`, value, flags: 1n},
    {key: `${folder}same`, value: bytes('s'), flags: 0n},
  ])
  const plan = await planImport(tools, {path: 'f', text, where: {}}, control())
  expect(plan.fresh.map(({key}) => key)).toEqual([`${folder}new`])
  expect(plan.different.map(({entry}) => entry.key)).toEqual([`${folder}other`, `${folder}raced`])
  expect(plan.same).toBe(1)
  expect(await runImport(tools, plan, {overwrite: false}, control())).toMatchObject({done: 1, rest: 0})
  expect((await readKey(tools.client, `${folder}other`)).data?.value).toEqual(bytes('theirs'))

  const again = await planImport(tools, {path: 'f', text, where: {}}, control())
  await putAll(tools, {[`${folder}raced`]: 'later'})
  expect(await runImport(tools, again, {overwrite: true}, control())).toMatchObject({
    done: 1,
    changed: [`${folder}raced`],
  })
  expect(await valuesUnder(tools, folder)).toMatchObject({
    [`${folder}other`]: 'mine',
    [`${folder}raced`]: 'later',
  })

  const step = tools.journal.last()
  if (step) await runUndo(tools, await planUndo(tools, step, control()), control())
  expect((await readKey(tools.client, `${folder}other`)).data?.value).toEqual(bytes('theirs'))
})

test.each([
  ['nonsense', /JSON/],
  ['[{"key":"a","flags":0,"value":"###"}]', /\[0\]\.value: expected base64/],
  ['[{"key":"","flags":0,"value":""}]', /empty key/],
])('a file that is no export is refused with the place: %s', async (text, reason) => {
  const tools = await openKvTools()
  await expect(planImport(tools, {path: 'f', text, where: {}}, control())).rejects.toThrow(reason)
})

test('files are told about in words', async () => {
  const {files} = await openKvTools()
  const folder = await files.keepingFolder()
  await expect(files.read(join(folder, 'none'))).rejects.toThrow('none cannot be read: it does not exist')
  await expect(files.read(folder)).rejects.toThrow('it is a folder')
  expect(files.expand('~/x')).toBe(join(dirname(dirname(dirname(folder))), 'x'))
  expect(files.shorten(files.expand('~/x'))).toBe('~/x')
  await writeFile(join(folder, 'file'), '')
  async function* nothing() {}
  await expect(files.write(join(folder, 'file', 'x'), nothing())).rejects.toThrow('not a folder')
})
