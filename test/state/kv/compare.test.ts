import fc from 'fast-check'
import {afterAll, describe, expect, inject, it, onTestFinished} from 'vitest'
import {createConsulClient} from '../../../src/api/client.ts'
import {systemClock} from '../../../src/api/clock.ts'
import {putKey, readKey} from '../../../src/api/kv.ts'
import {type Comparison, createComparison} from '../../../src/state/kv/comparison.ts'
import {createComparisonRun} from '../../../src/state/kv/comparison-run.ts'
import {runCopy} from '../../../src/state/kv/copy.ts'
import {marksToCopy, planAcross} from '../../../src/state/kv/copy-across.ts'
import type {CopyPlan} from '../../../src/state/kv/copy-plan.ts'
import {joinSides} from '../../../src/state/kv/join-sides.ts'
import {compareKeys} from '../../../src/state/kv/key-names.ts'
import {parseSide} from '../../../src/state/kv/side.ts'
import type {EntryMark} from '../../../src/state/kv/side-marks.ts'
import {uniqueName, until} from '../../support/cluster.ts'
import {createFaultProxy} from '../../support/fault-proxy.ts'
import {control, openKvTools, valuesUnder} from '../../support/kv-tools.ts'

const {entry} = inject('cluster')
const client = createConsulClient({address: entry.httpAddress})
afterAll(() => client.close())

type Content = Readonly<Record<string, string>>

const put = (key: string, value: string, flags = 0n, datacenter?: string) =>
  putKey(client, {key, value: Buffer.from(value), flags}, {datacenter})

const folderWith = async (content: Content, datacenter?: string): Promise<string> => {
  const folder = `${uniqueName('side')}/`
  for (const [name, value] of Object.entries(content)) await put(folder + name, value, 0n, datacenter)
  return folder
}
const sidesOf = (left: string, right: string, datacenter?: string) => ({
  left: {folder: left, options: {}},
  right: {folder: right, ...(datacenter && {datacenter}), options: {datacenter}},
})
const compared = async (sides: ReturnType<typeof sidesOf>, address = entry.httpAddress) => {
  const own = createConsulClient({address})
  onTestFinished(own.close)
  const comparison = createComparison({client: own, clock: systemClock}, sides)
  comparison.start()
  await ended(comparison)
  return comparison.store.getState()
}
const ended = (comparison: Comparison) => until(() => !comparison.isRunning(), 'the comparison to end')

describe('two folders', () => {
  it('differ in keys, values and flags, byte for byte', async () => {
    const left = await folderWith({same: 'a', value: 'b', gone: 'c', 'odd//key': 'd', 日本: 'e', '😀': 'f'})
    const right = await folderWith({same: 'a', value: 'b\n', new: 'c', 'odd//key': 'd', 日本: 'e', '😀': 'g'})
    await put(`${left}flags`, 'x')
    await put(`${right}flags`, 'x', 2n ** 64n - 1n)
    const {phase, differences, counted} = await compared(sidesOf(left, right))
    expect(phase).toBe('done')
    expect(differences.map(({name, status, what}) => [name, status, what])).toEqual([
      ['flags', 'changed', 'flags'],
      ['gone', 'removed', ''],
      ['new', 'added', ''],
      ['value', 'changed', 'value'],
      ['😀', 'changed', 'value'],
    ])
    expect(counted).toMatchObject({same: 3, left: {keys: 7, read: 7}, right: {keys: 7, read: 7}})
  })

  it('in two datacenters are the same folder twice', async () => {
    const folder = await folderWith({a: '1', b: '2'})
    await put(`${folder}a`, '1', 0n, 'dc2')
    const {differences} = await compared(sidesOf(folder, folder, 'dc2'))
    expect(differences.map(({name, status}) => [name, status])).toEqual([['b', 'removed']])
  })

  it.each([
    [
      {kind: 'status', status: 500, body: 'Remote DC has no server currently reachable'},
      /^dc2:.*can be reached/,
    ],
    [{kind: 'status', status: 403, body: 'Permission denied'}, /^dc2:.*lacks a permission/],
    [{kind: 'cut', afterBytes: 10}, /^dc2:.*broke/],
  ] as const)('are never "all removed" where a side cannot be read: %j', async (fault, failure) => {
    const folder = await folderWith({a: '1', b: '2'})
    await put(`${folder}a`, '1', 0n, 'dc2')
    const proxy = await createFaultProxy({target: entry.httpAddress})
    onTestFinished(proxy.close)
    proxy.set(fault, /kv\/.*dc=dc2/)
    const state = await compared(sidesOf(folder, folder, 'dc2'), proxy.address)
    expect(state).toMatchObject({phase: 'failed', differences: [], failure: expect.stringMatching(failure)})
  })

  it('are compared up to a limit, and from there when asked', async () => {
    const [left, right] = [await folderWith({a: '1'}), await folderWith({a: '2', b: '3'})]
    const sides = sidesOf(left, right)
    const run = createComparisonRun({client, sides, onStep: () => undefined})
    expect(await run.go(1)).toBe('budget')
    expect(run.seen().counted.last).toBeDefined()
    expect(await run.go(1_000_000)).toBe('done')
    expect(run.seen().differences).toHaveLength(2)
  })

  it('lose the marks of what no longer differs when they are compared again', async () => {
    const [left, right] = [await folderWith({a: '1', b: '2', c: '3'}), await folderWith({})]
    const comparison = createComparison({client, clock: systemClock}, sidesOf(left, right))
    comparison.setMarks(new Set(['a', 'b']))
    await put(`${right}a`, '1')
    await comparison.start()
    expect([...comparison.store.getState().marks]).toEqual(['b'])
  })

  it('can be stopped while they are read', async () => {
    const folder = await folderWith({a: '1'})
    const proxy = await createFaultProxy({target: entry.httpAddress})
    onTestFinished(proxy.close)
    proxy.set({kind: 'hang'}, /recurse/)
    const own = createConsulClient({address: proxy.address})
    onTestFinished(own.close)
    const comparison = createComparison({client: own, clock: systemClock}, sidesOf(folder, `${folder}x/`))
    comparison.start()
    await until(() => proxy.requests.some(({path}) => path.includes('recurse')), 'the values to be asked for')
    expect(comparison.stop()).toBe(true)
    expect(comparison.store.getState().phase).toBe('stopped')
  })
})

describe('a copy across', () => {
  type Tools = Awaited<ReturnType<typeof openKvTools>>
  const planned = async (tools: Tools, sides: ReturnType<typeof sidesOf>) => {
    const marks = marksToCopy((await compared(sides)).differences, 'right')
    return planAcross(tools, marks, placesOf(sides))
  }
  const placesOf = ({left, right}: ReturnType<typeof sidesOf>) => ({
    from: {folder: left.folder, where: {}},
    to: {folder: right.folder, where: {}},
  })
  const run = (tools: Tools, plan: CopyPlan, own = control()) => runCopy(tools, plan, {overwrite: true}, own)

  it('writes value and flags of what the source has, and deletes nothing', async () => {
    const tools = await openKvTools()
    const [left, right] = [
      await folderWith({a: 'new', b: 'only here'}),
      await folderWith({a: 'old', c: 'only there'}),
    ]
    await put(`${left}a`, 'new', 2n ** 64n - 1n)
    const sides = sidesOf(left, right)
    const plan = await planned(tools, sides)
    expect(plan).toMatchObject({inventory: {bytes: 12}, transactions: 1, files: {}})
    expect([...plan.existing.keys()]).toEqual([`${right}a`])
    expect(await run(tools, plan)).toMatchObject({done: 2, changed: [], rest: 0})
    expect(tools.journal.last()).toMatchObject({
      what: `copied ${left} to ${right}`,
      changes: [
        {key: `${right}a`, before: {index: expect.any(String)}, after: expect.any(String)},
        {key: `${right}b`, before: undefined, after: expect.any(String)},
      ],
    })
    const after = await compared(sides)
    expect(after.differences.map(({name, status}) => [name, status])).toEqual([['c', 'added']])
    expect((await readKey(client, `${right}a`)).data?.flags).toBe(2n ** 64n - 1n)
  })

  it('leaves alone what either side has written since', async () => {
    const tools = await openKvTools()
    const [left, right] = [
      await folderWith({a: '1', b: '2', c: '3', d: '4'}),
      await folderWith({b: 'x', c: 'y'}),
    ]
    const plan = await planned(tools, sidesOf(left, right))
    await put(`${left}a`, 'changed at the source')
    await put(`${right}b`, 'changed at the target')
    await put(`${right}d`, 'created at the target')
    const {done, changed} = await run(tools, plan)
    expect([done, changed.toSorted()]).toEqual([1, [`${left}a`, `${left}b`, `${left}d`]])
    expect(tools.journal.last()?.changes).toMatchObject([{key: `${right}c`}])
    expect(await valuesUnder(tools, right)).toEqual({
      [`${right}b`]: 'changed at the target',
      [`${right}c`]: '3',
      [`${right}d`]: 'created at the target',
    })
  })

  it('that is stopped or fails tells how far it came', async () => {
    const tools = await openKvTools()
    const [left, right] = [await folderWith({a: '1', b: '2'}), await folderWith({})]
    const plan = await planned(tools, sidesOf(left, right))
    const stopped = await run(tools, plan, {...control(), signal: AbortSignal.abort()})
    expect(stopped).toMatchObject({done: 0, rest: 2, stopped: 'operator'})
    const guarded = createConsulClient({address: entry.httpAddress, readOnly: true})
    onTestFinished(guarded.close)
    const failed = await run({...tools, client: guarded}, plan)
    expect(failed).toMatchObject({done: 0, rest: 2, stopped: {kind: 'readOnly'}})
  })

  it('goes in as few transactions as were counted', async () => {
    const proxy = await createFaultProxy({target: entry.httpAddress})
    onTestFinished(proxy.close)
    const tools = await openKvTools(proxy.address)
    const names = Array.from({length: 70}, (_, place) => [String(place), 'v'])
    const [left, right] = [await folderWith(Object.fromEntries(names)), await folderWith({})]
    const plan = await planned(tools, sidesOf(left, right))
    expect(await run(tools, plan)).toMatchObject({done: 70, rest: 0})
    const writes = proxy.requests.filter(({method, body}) => method === 'PUT' && body.includes('"cas"'))
    expect(writes).toHaveLength(plan.transactions)
    expect(plan.transactions).toBeLessThan(3)
  })

  it('of a folder with one inside of it is refused where a key would land on one that goes too', async () => {
    const tools = await openKvTools()
    const left = await folderWith({x: '1', 'b/x': '2'})
    await expect(planned(tools, sidesOf(left, `${left}b/`))).rejects.toThrow(
      `${left}x would land on ${left}b/x, which is copied too`,
    )
  })

  it('of the top of all keys has a name for that in the journal', async () => {
    const tools = await openKvTools()
    const name = uniqueName('top')
    await put(name, 'v')
    const {modifyIndex = ''} = (await readKey(client, name)).data ?? {}
    const source: EntryMark = {name, bytes: 1, flags: 0n, modifyIndex, digest: ''}
    const to = {folder: '', where: {datacenter: 'dc2'}}
    const plan = await planAcross(tools, [{source, target: undefined}], {from: {folder: '', where: {}}, to})
    expect(await run(tools, plan)).toMatchObject({done: 1, rest: 0})
    expect(tools.journal.last()?.what).toBe('copied the root to dc2: the root')
    expect(await valuesUnder(tools, name, to.where)).toEqual({[name]: 'v'})
  })

  it('names the file for what it overwrites, where that is too much to be kept in memory', async () => {
    const tools = await openKvTools()
    const mark = (bytes: number): EntryMark => ({name: 'a', bytes, flags: 0n, modifyIndex: '1', digest: ''})
    const places = placesOf(sidesOf('left/', 'right/'))
    const {files} = await planAcross(tools, [{source: mark(1), target: mark(2 ** 24)}], places)
    expect(files.overwritten).toMatch(/right-.*\.json$/)
  })
})

describe('the names of two sides', () => {
  const name = fc.string({unit: fc.constantFrom('a', 'b', '/', '😀', '\uffff', 'é', '~'), maxLength: 5})

  it('are in the order of their bytes, as Consul lists them', () => {
    fc.assert(
      fc.property(name, name, (left, right) => {
        const wanted = Buffer.compare(Buffer.from(left), Buffer.from(right))
        expect(Math.sign(compareKeys(left, right))).toBe(wanted)
      }),
    )
  })

  it('are paired, each once, however the lists arrive', async () => {
    const names = fc.uniqueArray(name, {maxLength: 12}).map(each => each.toSorted(compareKeys))
    const size = fc.integer({min: 1, max: 5})
    await fc.assert(
      fc.asyncProperty(names, names, size, size, async (left, right, leftSize, rightSize) => {
        const pairs = (
          await Array.fromAsync(joinSides(listsOf(left, leftSize), listsOf(right, rightSize)))
        ).flat()
        expect(pairs.map(pair => pair.name)).toEqual([...new Set([...left, ...right])].toSorted(compareKeys))
        for (const pair of pairs) {
          expect([pair.left?.name, pair.right?.name]).toEqual([
            left.includes(pair.name) ? pair.name : undefined,
            right.includes(pair.name) ? pair.name : undefined,
          ])
        }
      }),
    )
  })
})

async function* listsOf(names: readonly string[], size: number): AsyncGenerator<readonly EntryMark[]> {
  for (let at = 0; at < names.length; at += size) {
    yield names
      .slice(at, at + size)
      .map(each => ({name: each, bytes: 0, flags: 0n, modifyIndex: '1', digest: ''}))
  }
}

describe('what is typed as the other side', () => {
  const left = {datacenter: 'dc1', folder: 'config/'}

  it.each([
    ['other', {datacenter: 'dc1', folder: 'other/'}],
    ['a:b/', {datacenter: 'dc1', folder: 'a:b/'}],
    ['dc2:', {datacenter: 'dc2', folder: 'config/'}],
    ['dc2:x/y', {datacenter: 'dc2', folder: 'x/y/'}],
    ['config', {error: expect.stringMatching(/same folder/)}],
    ['dc1:', {error: expect.stringMatching(/same folder/)}],
    ['mars:', {error: 'No datacenter is called mars; Consul knows dc1, dc2'}],
    ['', {error: expect.stringMatching(/Name a folder/)}],
  ])('%s', (text, side) => {
    expect(parseSide(text, left, ['dc1', 'dc2'])).toEqual(side)
  })

  it('is a datacenter as long as none is known', () => {
    expect(parseSide('mars:', left, undefined)).toEqual({datacenter: 'mars', folder: 'config/'})
  })
})
