import {expect, it} from 'vitest'
import {createStore} from 'zustand/vanilla'
import type {Host} from '../../../src/deploy/board/host.ts'
import {countTotals} from '../../../src/deploy/board/snapshot.ts'
import type {DeployJob, JobState} from '../../../src/state/deploy/job.ts'
import {transcriptOf} from '../../../src/state/deploy/transcript.ts'

const ended = (node: string, exitCode: number, digest: string): Host => ({
  node,
  expectation: 'expected',
  state: exitCode === 0 ? 'done' : 'failed',
  lastLine: '',
  bytes: 1,
  isCut: false,
  exitCode,
  digest,
})

const jobOf = (
  what: string,
  hosts: readonly Host[],
  outputs: Readonly<Record<string, string>>,
  kind: 'exec' | 'deploy' = 'exec',
): DeployJob => {
  const info = {
    id: '1',
    kind,
    what,
    filters: {node: '^c'},
    datacenter: 'dc1',
    who: 'ann@bastion',
    startedAtMs: Date.UTC(2026, 0, 2, 3, 4, 5),
  } as const
  const state: JobState = {
    info,
    stage: 'finished',
    hosts,
    totals: countTotals(hosts),
    link: {state: 'closed'},
  }
  return {
    info,
    store: createStore(() => state),
    output: node => ({text: outputs[node] ?? '', isCut: false}),
    detach: () => undefined,
    ended: Promise.resolve(),
  }
}

it('tells what was done, by whom and what came of it, equal outputs once', () => {
  const hosts = [ended('c1', 0, 'x'), ended('c2', 1, 'y'), ended('c3', 0, 'x')]
  const silent: Host = {...ended('c4', 0, ''), state: 'silent', exitCode: undefined}
  const job = jobOf('uptime', [...hosts, silent], {c1: 'up\n', c2: 'no `up`\n', c3: 'up\n'})
  expect(transcriptOf(job)).toBe(
    [
      '**exec** `uptime` on `node:^c in dc1`',
      '',
      'By ann@bastion, 2026-01-02T03:04:05.000Z. 2 of 4 done · 1 failed · 1 silent (failed).',
      '',
      '**2** with exit 0: c1, c3',
      '',
      '```',
      'up',
      '```',
      '',
      '**1** with exit 1: c2',
      '',
      '```',
      'no `up`',
      '```',
      '',
      '**1** silent: c4',
      '',
    ].join('\n'),
  )
})

it('cannot be broken out of by what a host writes', () => {
  const text = transcriptOf(jobOf('echo ```', [ended('c1', 0, 'x')], {c1: '```\n# mine\n````\n'}))
  expect(text).toContain('**exec** ```` echo ``` ````')
  expect(text).toContain('`````\n```\n# mine\n````\n`````')
})

it('fits on a clipboard, and says what it left out', () => {
  const hosts = Array.from({length: 30}, (_, place) => ended(`c${place}`, 0, String(place)))
  const outputs = Object.fromEntries(hosts.map(({node}) => [node, 'x'.repeat(100_000)]))
  const text = transcriptOf(jobOf('cat', hosts, outputs))
  expect(text.length).toBeLessThan(50_000)
  expect(text).toContain('(cut: there is more)')
})

it('puts hosts of a deploy together that differ in nothing but times and temporary names', () => {
  const log = (time: string, id: string) =>
    `2026/11/25 ${time} Wrote 5 bytes to /tmp/lictor-${id}\n${time} ends\n`
  const hosts = [ended('c1', 0, 'x'), ended('c2', 0, 'y')]
  const outputs = {
    c1: log('19:04:31', '0b92bb97-0061-4c58-8d5d-11a810aa0001'),
    c2: log('19:05:02', '62336513-5472-449b-b813-6aaaaaaaaaaa').replace('19:05:02 ends', '19:04:31 ends'),
  }
  expect(transcriptOf(jobOf('web', hosts, outputs, 'deploy'))).toContain('**2** with exit 0: c1, c2')
  expect(transcriptOf(jobOf('web', hosts, outputs))).toContain('**1** with exit 0: c1')
})
