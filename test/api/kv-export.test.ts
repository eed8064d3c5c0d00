import {execFile} from 'node:child_process'
import {promisify} from 'node:util'
import fc from 'fast-check'
import {afterAll, describe, expect, inject, it} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {listEntries, putKey} from '../../src/api/kv.ts'
import {type ExportedEntry, formatExport, parseExport} from '../../src/api/kv-export.ts'
import {transact} from '../../src/api/transaction.ts'
import {uniqueName} from '../support/cluster.ts'
import {consulBin} from '../support/consul-binary.ts'
import {failureOf} from './failures.ts'

const {entry} = inject('cluster')
const client = createConsulClient({address: entry.httpAddress})
afterAll(() => client.close())

const consulKv = async (subcommand: 'export' | 'import', argument: string): Promise<string> => {
  const command = ['kv', subcommand, `-http-addr=${entry.httpAddress}`, argument]
  return (await promisify(execFile)(consulBin(), command)).stdout
}

const everyByte = Uint8Array.from({length: 256}, (_, byte) => byte)
const maxFlags = 18446744073709551615n
const ownFields = ({key, value, flags}: ExportedEntry): ExportedEntry => ({key, value, flags})
const inByteOrder = (left: ExportedEntry, right: ExportedEntry) =>
  Buffer.compare(Buffer.from(left.key), Buffer.from(right.key))

/** Names that the stock CLI can write: its HTTP paths carry no others. */
const writable = [
  ['binary', everyByte, maxFlags],
  ['empty', new Uint8Array(), 0n],
  ['a b', everyByte.slice(0, 1), 2n ** 53n + 1n],
  ['%2F', everyByte.slice(0, 2), 1n],
  ['folder/', everyByte.slice(0, 3), 2n],
  ['<b>&"\\?#', everyByte.slice(0, 4), 3n],
  ['größe/日本/😀\ufffd', everyByte.slice(0, 5), 4n],
] as const
const entriesIn = (folder: string): readonly ExportedEntry[] =>
  writable.map(([name, value, flags]) => ({key: folder + name, value, flags})).toSorted(inByteOrder)

describe('an export', () => {
  it('goes through the import and export of the stock CLI without a loss', async () => {
    const folder = `${uniqueName('import')}/`
    const entries = entriesIn(folder)
    await consulKv('import', formatExport(entries))
    expect((await listEntries(client, folder)).data.map(ownFields)).toEqual(entries)
    const exported = await consulKv('export', folder)
    expect(parseExport(exported)).toEqual(entries)
    expect(`${formatExport(entries)}\n`).toBe(exported)
  })

  it('of the stock CLI is read and written without a loss, whatever the names', async () => {
    const folder = `${uniqueName('export')}/`
    const names = ['a//b', '/', '..', 'a\tb', 'a\nb', '\0', '\u2028', '\\ufffd', '\u{10ffff}', '%zz']
    const odd = names.map(name => ({key: folder + name, value: everyByte, flags: maxFlags}))
    const entries = [...entriesIn(folder), ...odd].toSorted(inByteOrder)
    for (const each of entries) await putKey(client, each)
    const exported = await consulKv('export', folder)
    expect(parseExport(exported)).toEqual(entries)
    expect(`${formatExport(entries)}\n`).toBe(exported)
    const again = `${uniqueName('again')}/`
    const moved = parseExport(exported).map(each => ({...each, key: each.key.replace(folder, again)}))
    await transact(
      client,
      moved.map(each => ({verb: 'set', ...each})),
    )
    expect((await listEntries(client, again)).data.map(ownFields)).toEqual(moved)
  })

  it('keeps a key that was not UTF-8 apart, where the CLI makes another key of it', async () => {
    const folder = `${uniqueName('broken')}/`
    await client.send({method: 'PUT', path: `/v1/kv/${folder}%FF`, body: {bytes: 'v'}})
    const {data} = await listEntries(client, folder)
    const exported = formatExport(data)
    expect(exported).toContain(`"${folder}\\ufffd"`)
    const entries = parseExport(exported)
    expect(entries).toEqual(data.map(ownFields))
    for (const each of entries) expect(await failureOf(putKey(client, each))).toMatchObject({kind: 'invalid'})
    expect(await consulKv('export', folder)).toContain(`"${folder}\ufffd"`)
  })

  it('of nothing is an empty list', async () => {
    const exported = await consulKv('export', `${uniqueName('nothing')}/`)
    expect(`${formatExport([])}\n`).toBe(exported)
    expect(parseExport(exported)).toEqual([])
  })

  it('is read as it was written, whatever it holds', () => {
    const entries = fc.array(
      fc.record({
        key: fc.string({unit: 'binary'}).filter(key => key.isWellFormed()),
        value: fc.uint8Array(),
        flags: fc.bigInt({min: 0n, max: maxFlags}),
      }),
    )
    fc.assert(
      fc.property(entries, each => {
        expect(parseExport(formatExport(each))).toEqual(each)
      }),
    )
  })
})

describe('what is no export', () => {
  it.each([
    ['nonsense', /JSON/],
    ['{"key":"a"}', /expected a list/],
    ['[{"key":1,"flags":0,"value":""}]', /^\[0\]\.key: expected a string/],
    ['[{"key":"a","flags":0,"value":"###"}]', /^\[0\]\.value: expected base64/],
    [
      '[{"key":"a","flags":18446744073709551616,"value":""}]',
      /^\[0\]\.flags: expected an integer of 64 bits/,
    ],
    ['[{"key":"a","flags":1.5,"value":""}]', /^\[0\]\.flags: expected an integer of 64 bits/],
  ])('is refused with the place: %s', (text, details) => {
    expect(() => parseExport(text)).toThrow(
      expect.objectContaining({kind: 'invalid', details: expect.stringMatching(details)}),
    )
  })
})
