import {describe, expect, inject, it, onTestFinished} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {type BoardEvent, followBoard} from '../../src/cli/board/board-events.ts'
import {jsonLines} from '../../src/cli/board/json-printer.ts'
import {progressLine} from '../../src/cli/board/progress.ts'
import {explainSilences} from '../../src/cli/board/silences.ts'
import {summaryLines} from '../../src/cli/board/summary.ts'
import {createTextPrinter} from '../../src/cli/board/text-printer.ts'
import {type BoardOptions, createBoard} from '../../src/deploy/board/board.ts'
import {uniqueName, until} from '../support/cluster.ts'
import {ack, exit, openJobWriter, out, phase} from '../support/job-writer.ts'

const {entry} = inject('cluster')

/** A job that a test speaks to for the hosts. */
async function openJob(options: Partial<BoardOptions> & Pick<BoardOptions, 'expected'>) {
  const client = createConsulClient({address: entry.httpAddress})
  onTestFinished(client.close)
  const place = {root: options.root ?? '_rexec', id: uniqueName('board')} as const
  const board = createBoard({client}, {dead: [], ...options, ...place})
  onTestFinished(board.close)
  await board.ready
  return {board, write: openJobWriter(client, place)}
}

/** The lines that a board comes to until all have ended, and then some. */
function print({board}: Awaited<ReturnType<typeof openJob>>, nodes: readonly string[], isTerminal = true) {
  const printer = createTextPrinter({nodes, isTerminal})
  const text: string[] = []
  const events: BoardEvent[] = []
  onTestFinished(
    followBoard(board, news => {
      events.push(...news)
      text.push(...printer.lines(news))
    }),
  )
  return {text, events, printer}
}

describe('the lines of a board', () => {
  it('begin with what was there before anybody listened, and end in the order of a host', async () => {
    const job = await openJob({expected: ['h1', 'host2']})
    await job.write(ack('h1'), out('h1', 0, 'one\ntw'), out('host2', 0, 'x'))
    await until(() => job.board.snapshot().totals.bytes === 7, 'the first output')
    const {text} = print(job, ['h1', 'host2'])
    expect(text).toEqual(['h1    | one'])
    await job.write(out('h1', 1, 'o\n'), exit('h1', 0), exit('host2', 255), exit('stranger', 'x'))
    await until(() => text.length === 6, 'the end')
    expect(text.slice(1)).toEqual([
      'h1    | two',
      'h1    = exit 0',
      'host2 | x',
      'host2 = exit 255 (or not started)',
      'stranger = ended without an exit code',
    ])
    expect(progressLine(job.board.snapshot())).toBe('3 of 3 ended, 2 failed')
  })

  it('tell of phases, of output that is held back, and give what no newline has ended', async () => {
    const job = await openJob({root: '_deploy', expected: ['h1'], capBytes: 2048})
    const {text, events, printer} = print(job, ['h1'])
    await job.write(ack('h1'), phase('h1', {phase: 'fetching', done: 1, total: 2}))
    await until(() => text.length === 1, 'the phase')
    await job.write(phase('h1', {phase: 'fetching', done: 2, total: 2}), out('h1', 0, 'x'.repeat(3_000)))
    await until(() => text.length === 2, 'the cap')
    expect(text).toEqual(['h1 : fetching', 'h1 : more output is not read: it is held back after 2 KiB'])
    expect(printer.rest()).toEqual([`h1 | ${'x'.repeat(2048)}`])
    expect(printer.rest()).toEqual([])
    const objects = jsonLines(events).map(line => JSON.parse(line))
    expect(objects.map(({type}) => type)).toEqual(['ack', 'phase', 'output', 'cut'])
    expect(objects[1]).toEqual({type: 'phase', node: 'h1', phase: 'fetching', done: 1, total: 2})
  })

  it('lets the name of a node do no more than print', async () => {
    const job = await openJob({expected: ['h1']})
    const {text, events} = print(job, ['h1'], false)
    await job.write(ack('\x1b[31mred\u202e'), exit('\x1b[31mred\u202e', 0))
    await until(() => text.length === 1, 'the end')
    expect(text).toEqual(['red� = exit 0'])
    expect(jsonLines(events).join()).not.toMatch(/\p{Cc}|\p{Cf}/u)
  })
})

describe('the summary of a board', () => {
  const nodes = Array.from({length: 50}, (_, place) => `h${String(place).padStart(2, '0')}`)

  it('counts who is the same and who differs, and explains who is silent or dead', async () => {
    const {board, write} = await openJob({expected: nodes, dead: ['lost']})
    const [silent, busy, ...others] = nodes
    await write(
      ...others.flatMap(node => [ack(node), out(node, 0, node < 'h04' ? 'old\n' : 'new\n'), exit(node, 0)]),
    )
    await write(ack(busy ?? ''))
    await until(
      () => board.snapshot().totals.silent === 1 && board.snapshot().totals.done === 48,
      'the hosts',
    )
    expect(progressLine(board.snapshot())).toBe('48 of 50 ended, 1 under way, 1 silent')
    const {hosts} = board.snapshot()
    expect(summaryLines(hosts, explainSilences(hosts, {root: '_rexec', byService: false}))).toEqual([
      '',
      '46 the same, output and exit code; 2 differ.',
      '  46  exit 0  h04, h05, h06 and 43 others',
      '   2  exit 0  h02 and h03',
      'h01 has begun, and not ended yet.',
      `${silent} is silent, for one of these reasons:`,
      expect.stringMatching(/^ {2}Its agent has remote exec disabled/),
      expect.stringMatching(/^ {2}Its agent token lacks/),
      expect.stringMatching(/^ {2}Gossip is best effort/),
      'lost is silent:',
      expect.stringMatching(/^ {2}Gossip had lost its agent/),
      '48 done, 1 not ended, 1 silent, 1 dead.',
    ])
  })

  it('stays short where all differ', async () => {
    const {board, write} = await openJob({expected: nodes})
    await write(...nodes.flatMap((node, place) => [out(node, 0, `${node}\n`), exit(node, place % 20)]))
    await until(() => board.snapshot().isComplete, 'the hosts')
    const lines = summaryLines(board.snapshot().hosts, [])
    expect(lines).toHaveLength(14)
    expect(lines.slice(0, 3)).toEqual(['', 'No two have ended the same.', '  3  exit 0  h00, h20 and h40'])
    expect(lines.slice(-2)).toEqual(['  and 10 groups more', '3 done, 47 failed.'])
  })
})
