import {randomUUID} from 'node:crypto'
import {describe, expect, inject, it, onTestFinished} from 'vitest'
import {createConsulClient} from '../../../src/api/client.ts'
import {listKeys} from '../../../src/api/kv.ts'
import {transact} from '../../../src/api/transaction.ts'
import {type BoardOptions, createBoard, type OutputPiece} from '../../../src/deploy/board/board.ts'
import {groupOutputs} from '../../../src/deploy/board/groups.ts'
import {jobFolder} from '../../../src/deploy/protocol/keys.ts'
import {until} from '../../support/cluster.ts'
import {createFaultProxy} from '../../support/fault-proxy.ts'
import {ack, exit, openJobWriter, out, phase, type Word} from '../../support/job-writer.ts'
import {bytes} from '../../support/kv-tools.ts'

const {entry} = inject('cluster')

/** A board on a job whose hosts are played by the test; the agent is asked through a proxy. */
async function openJob(options: Partial<BoardOptions> = {}, before: readonly Word[] = []) {
  const {root = '_rexec', id = randomUUID()} = options
  const writing = createConsulClient({address: entry.httpAddress})
  const proxy = await createFaultProxy({target: entry.httpAddress})
  const client = createConsulClient({address: proxy.address})
  const write = openJobWriter(writing, {root, id})
  await write(...before)
  const board = createBoard({client}, {root, id, expected: [], dead: [], ...options})
  const pieces: OutputPiece[] = []
  board.onOutput(piece => pieces.push(piece))
  const clear = async () => {
    const {data: keys} = await listKeys(writing, jobFolder(root, id))
    for (let at = 0; at < keys.length; at += 64)
      await transact(
        writing,
        keys.slice(at, at + 64).map(key => ({verb: 'delete', key}) as const),
      )
  }
  onTestFinished(async () => {
    board.close()
    await clear()
    await client.close()
    await writing.close()
    await proxy.close()
  })
  await board.ready
  const host = (node: string) => board.snapshot().hosts.find(each => each.node === node)
  const heard = (node: string) =>
    pieces
      .filter(piece => piece.node === node)
      .map(({text}) => text)
      .join('')
  return {board, write, proxy, host, heard, clear}
}

/** How often a transaction has asked for a key that ends so. */
const reads = (proxy: {readonly requests: readonly {readonly body: string}[]}, end: string): number =>
  proxy.requests.map(({body}) => body.split(`${end}"`).length - 1).reduce((sum, count) => sum + count, 0)

const names = (prefix: string, count: number) =>
  Array.from({length: count}, (_, place) => `${prefix}${String(place).padStart(4, '0')}`)

describe('a board', () => {
  it('tells the silent, the dead, the running and the ended apart', async () => {
    const {board, write, host} = await openJob({
      expected: ['quiet', 'took', 'runs', 'fine', 'bad'],
      dead: ['gone', 'back'],
    })
    expect(board.snapshot().hosts.map(({node, state}) => [node, state])).toEqual([
      ['back', 'dead'],
      ['bad', 'silent'],
      ['fine', 'silent'],
      ['gone', 'dead'],
      ['quiet', 'silent'],
      ['runs', 'silent'],
      ['took', 'silent'],
    ])
    await write(ack('took'), ack('runs'), out('runs', 0, ''), ack('stranger'))
    await write(ack('fine'), out('fine', 0, 'a\nb\n'), exit('fine', 0), ack('back'))
    await write(ack('bad'), exit('bad', 3))
    await until(() => host('bad')?.exitCode === 3 && host('stranger'), 'the answers')
    expect(host('quiet')?.state).toBe('silent')
    expect(host('quiet')?.ackedAtMs).toBeUndefined()
    expect(host('took')).toMatchObject({state: 'acked', ackedAtMs: expect.any(Number)})
    expect(host('runs')).toMatchObject({state: 'running', bytes: 0, heardAtMs: expect.any(Number)})
    expect(host('fine')).toMatchObject({state: 'done', exitCode: 0, bytes: 4, lastLine: 'b'})
    expect(host('fine')?.finishedAtMs).toBeGreaterThanOrEqual(host('fine')?.ackedAtMs ?? Number.NaN)
    expect(host('bad')).toMatchObject({state: 'failed', exitCode: 3})
    expect(host('stranger')).toMatchObject({state: 'acked', expectation: 'unexpected'})
    expect(host('back')).toMatchObject({state: 'acked', expectation: 'dead'})
    expect(board.snapshot().totals).toEqual({
      silent: 1,
      dead: 1,
      acked: 3,
      running: 1,
      done: 1,
      failed: 1,
      hosts: 8,
      expected: 5,
      unexpected: 1,
      bytes: 4,
    })
  })

  it('is complete only when all that must answer and all that did have ended', async () => {
    const {board, write} = await openJob({expected: ['a', 'b'], dead: ['gone']})
    await write(ack('a'), exit('a', 0), ack('b'))
    await until(() => board.snapshot().totals.done === 1, 'a')
    expect(board.snapshot().isComplete).toBe(false)
    await write(ack('stranger'), exit('b', 1))
    await until(() => board.snapshot().totals.failed === 1, 'b')
    expect(board.snapshot().isComplete).toBe(false)
    await write(exit('stranger', 0))
    await until(() => board.snapshot().isComplete, 'the end')
  })

  it('is never complete where nobody must answer, for anybody may still come', async () => {
    const {board, write} = await openJob({dead: ['gone']})
    expect(board.snapshot().isComplete).toBe(false)
    await write(ack('stranger'), exit('stranger', 0))
    await until(() => board.snapshot().totals.done === 1, 'the stranger')
    expect(board.snapshot().isComplete).toBe(false)
  })

  it('puts output together in order, characters across chunks, the end after the output', async () => {
    const {board, write, host, heard} = await openJob({expected: ['a']})
    const text = 'é😀漢字\r\nÄ 50 %\r100 %\n'.repeat(30)
    const all = bytes(text)
    const chunks = Array.from({length: Math.ceil(all.length / 3)}, (_, place) =>
      out('a', place, all.subarray(place * 3, place * 3 + 3)),
    )
    const ends: string[] = []
    board.subscribe(() => {
      if (host('a')?.exitCode !== undefined) ends.push(heard('a'))
    })
    await write(ack('a'), ...chunks.slice(0, 70))
    await until(() => host('a')?.state === 'running', 'the first chunks')
    await write(...chunks.slice(70), exit('a', 0))
    await until(() => board.snapshot().isComplete, 'the end')
    expect(board.output('a')).toEqual({text, isCut: false})
    expect(ends[0]).toBe(text)
    expect(host('a')).toMatchObject({bytes: all.length, lastLine: '100 %'})
  })

  it('replaces bytes that are no text, also at the very end', async () => {
    const {board, write, heard} = await openJob({expected: ['a']})
    await write(ack('a'), out('a', 0, new Uint8Array([65, 0xff, 0x1b, 0xc3])), exit('a', 0))
    await until(() => board.snapshot().isComplete, 'the end')
    expect(board.output('a').text).toBe('A\ufffd\u001b\ufffd')
    expect(heard('a')).toBe('A\ufffd\u001b\ufffd')
  })

  it('takes whatever a host writes for a sign of life, also beyond the cap', async () => {
    const {write, host} = await openJob({expected: ['a'], capBytes: 4})
    await write(ack('a'), out('a', 0, 'full'))
    await until(() => host('a')?.bytes === 4, 'its output')
    const {heardAtMs = 0} = host('a') ?? {}
    await write(out('a', 1, 'more'), out('a', 2, ''))
    await until(() => (host('a')?.heardAtMs ?? 0) > heardAtMs, 'the sign of life')
    expect(host('a')).toMatchObject({state: 'running', bytes: 4, isCut: true})
  })

  it('reads each value once, and no output beyond the cap, but still the exit code', async () => {
    const {board, write, host, proxy} = await openJob({expected: ['a', 'b'], capBytes: 10_000})
    const chunk = 'x'.repeat(4_096)
    await write(ack('a'), out('a', 0, chunk), ack('b'), out('b', 0, 'small'))
    await until(() => host('a')?.state === 'running', 'a chunk')
    await write(...[1, 2, 3, 4].map(number => out('a', number, chunk)))
    await until(() => host('a')?.isCut, 'the cut')
    await write(...[5, 6, 7].map(number => out('a', number, chunk)), exit('a', 0), exit('b', 0))
    await until(() => board.snapshot().isComplete, 'the end')
    expect(board.output('a')).toEqual({text: 'x'.repeat(10_000), isCut: true})
    expect(host('a')).toMatchObject({bytes: 10_000, isCut: true, exitCode: 0})
    expect(board.output('b')).toEqual({text: 'small', isCut: false})
    expect([0, 1, 2].map(number => reads(proxy, `a/out/0000${number}`))).toEqual([1, 1, 1])
    expect([5, 6, 7].map(number => reads(proxy, `a/out/0000${number}`))).toEqual([0, 0, 0])
    expect(reads(proxy, 'b/out/00000')).toBe(1)
    expect(reads(proxy, 'a/exit')).toBe(1)
  })

  it('follows the phases of a deploy, each in the place of the one before', async () => {
    const {write, host, proxy} = await openJob({root: '_deploy', expected: ['a', 'b']})
    const acknowledgement = {event: 'deploy', payload: 'https://x/m.yml', atMs: 5, version: '1.2.3'}
    await write(ack('a', acknowledgement), phase('a', {phase: 'fetching', done: 10, total: 100}))
    await until(() => host('a')?.phase?.done === 10, 'the first bytes')
    expect(host('a')).toMatchObject({state: 'running', acknowledgement})
    await write(phase('a', {phase: 'fetching', done: 90, total: 100}))
    await until(() => host('a')?.phase?.done === 90, 'more bytes')
    const reason = 'The checksum differs.'
    await write(phase('a', {phase: 'failed', during: 'verifying', reason}), exit('a', 1))
    await until(() => host('a')?.state === 'failed', 'the failure')
    expect(host('a')?.phase).toEqual({phase: 'failed', during: 'verifying', reason})
    const before = reads(proxy, 'a/phase')
    await write(ack('b'), phase('b', {phase: 'pre'}))
    await until(() => host('b')?.phase?.phase === 'pre', 'the other host')
    expect(reads(proxy, 'a/phase')).toBe(before)
  })

  it('is not put off by what nobody should write', async () => {
    const {board, write, host} = await openJob({root: '_deploy', expected: ['a', 'b']})
    const odd = {key: {kind: 'ack', node: 'a'}, value: bytes('{"event":1}')} as const
    await write(odd, {key: {kind: 'phase', node: 'a'}, value: bytes('boo')}, exit('a', 'abc'))
    await write(ack('__proto__'), exit('__proto__', -1), exit('b', 0), out('b', 0, 'late'))
    await until(() => board.snapshot().isComplete, 'the end')
    expect(host('a')).toMatchObject({state: 'failed', exitCode: undefined})
    expect(host('a')?.phase).toBeUndefined()
    expect(host('__proto__')).toMatchObject({state: 'failed', exitCode: -1, expectation: 'unexpected'})
    expect(host('b')).toMatchObject({state: 'done', bytes: 4})
  })

  it('goes on where it was after the agent could not be reached', async () => {
    const {board, write, host, heard, proxy} = await openJob({expected: ['a']})
    await write(ack('a'), out('a', 0, 'one '))
    await until(() => heard('a') === 'one ', 'the first output')
    proxy.set({kind: 'refuse'}, /v1\/txn/)
    await write(out('a', 1, 'two '))
    await until(() => board.snapshot().link.state === 'retrying', 'the trouble')
    expect(board.snapshot().link).toMatchObject({error: {kind: 'unreachable'}})
    expect(host('a')).toMatchObject({state: 'running', bytes: 4})
    proxy.set(undefined, /v1\/txn/)
    await write(out('a', 2, 'three'), exit('a', 0))
    await until(() => board.snapshot().isComplete, 'the end')
    expect(heard('a')).toBe('one two three')
    expect(board.snapshot().link.state).toBe('live')
  })

  it('waits for a chunk that the server lists but does not have yet', async () => {
    const {board, write, heard, proxy} = await openJob({expected: ['a']})
    await write(ack('a'))
    proxy.set({kind: 'rewrite', rewrite: without('a/out/00001')}, /v1\/txn/, /00001/)
    await write(out('a', 0, 'one '), out('a', 1, 'two '), exit('a', 0))
    await until(() => heard('a') === 'one ', 'the chunk before')
    await write(ack('b'))
    await until(() => board.snapshot().totals.hosts === 2, 'a later answer')
    expect(board.snapshot().isComplete).toBe(false)
    proxy.set(undefined, /v1\/txn/, /00001/)
    await write(exit('b', 0))
    await until(() => board.snapshot().isComplete, 'the end')
    expect(heard('a')).toBe('one two ')
  })

  it('says when the keys of the job are gone, and keeps what it has read', async () => {
    const {board, write, host, clear} = await openJob({expected: ['a']})
    await write(ack('a'), out('a', 0, 'half'))
    await until(() => host('a')?.bytes === 4, 'the output')
    await clear()
    await until(() => board.snapshot().isGone, 'the loss')
    expect(board.output('a').text).toBe('half')
    expect(host('a')?.state).toBe('running')
  })

  it('claims no times for what was there before it', async () => {
    const id = randomUUID()
    const {board, write, host} = await openJob({id, joinsLate: true, expected: ['a', 'b']}, [
      ack('a'),
      exit('a', 0),
      ack('b'),
    ])
    expect(host('a')).toMatchObject({state: 'done', ackedAtMs: undefined, finishedAtMs: undefined})
    await write(exit('b', 0))
    await until(() => board.snapshot().isComplete, 'the end')
    expect(host('b')).toMatchObject({finishedAtMs: expect.any(Number)})
    expect(board.snapshot().firedAtMs).toBeUndefined()
    board.fired()
    await until(() => board.snapshot().firedAtMs !== undefined, 'the fire')
  })

  it('takes a thousand hosts, and leaves the rows of those alone that say nothing new', async () => {
    const nodes = names('node', 1_000)
    const {board, write, proxy} = await openJob({expected: nodes})
    const told: number[] = []
    board.subscribe(() => told.push(board.snapshot().totals.done))
    await write(...nodes.flatMap(node => [ack(node), out(node, 0, 'ok\n')]))
    await write(...nodes.slice(1).map(node => exit(node, 0)))
    await until(() => board.snapshot().totals.done === 999, 'all but one')
    const [first, ...others] = board.snapshot().hosts
    await write(exit('node0000', 2))
    await until(() => board.snapshot().isComplete, 'the last')
    expect(board.snapshot().hosts[0]).not.toBe(first)
    const kept = board.snapshot().hosts.slice(1)
    expect(kept.every((host, place) => host === others[place])).toBe(true)
    expect(
      groupOutputs(board.snapshot().hosts).map(({nodes: alike, exitCode}) => [alike.length, exitCode]),
    ).toEqual([
      [999, 0],
      [1, 2],
    ])
    expect(reads(proxy, '/exit')).toBe(1_000)
  })

  it('follows nothing once it is closed', async () => {
    const {board, proxy} = await openJob({expected: ['a']})
    board.close()
    await until(() => proxy.open().length === 0, 'the blocking query to end')
    expect(board.snapshot().link).toEqual({state: 'closed'})
  })
})

/** The answer of a server that does not have this key yet. */
const without =
  (end: string) =>
  (body: string): string => {
    const {Results, ...rest} = JSON.parse(body)
    const results: readonly {readonly KV: {readonly Key: string}}[] = Results ?? []
    return JSON.stringify({...rest, Results: results.filter(({KV}) => !KV.Key.endsWith(end))})
  }
