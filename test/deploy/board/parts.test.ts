import {describe, expect, it} from 'vitest'
import {groupOutputs} from '../../../src/deploy/board/groups.ts'
import type {Host} from '../../../src/deploy/board/host.ts'
import {outputCap} from '../../../src/deploy/board/output-cap.ts'
import {explainSilence} from '../../../src/deploy/board/silence.ts'
import {createTranscript} from '../../../src/deploy/board/transcript.ts'
import {bytes} from '../../support/kv-tools.ts'

const host = (node: string, exitCode?: number): Host => ({
  node,
  expectation: 'expected',
  state: exitCode === undefined ? 'running' : exitCode === 0 ? 'done' : 'failed',
  exitCode,
  lastLine: '',
  bytes: 0,
  isCut: false,
})

describe('groups of outputs', () => {
  it('are those that ended alike, the largest first; who runs is in none', () => {
    const digest = 'one'
    const hosts: readonly Host[] = [
      {...host('a', 0), digest: 'two'},
      {...host('b', 0), digest},
      {...host('c', 0), digest},
      {...host('d', 1), digest},
      {...host('e', 0), digest, isCut: true},
      host('f'),
    ]
    expect(groupOutputs(hosts)).toEqual([
      {nodes: ['b', 'c'], exitCode: 0, isCut: false},
      {nodes: ['a'], exitCode: 0, isCut: false},
      {nodes: ['d'], exitCode: 1, isCut: false},
      {nodes: ['e'], exitCode: 0, isCut: true},
    ])
  })

  it('have the digest of their text, however it was cut up', () => {
    const digestOf = (...chunks: readonly string[]): string => {
      const transcript = createTranscript(1_000)
      for (const chunk of chunks) transcript.add(bytes(chunk))
      return transcript.digest()
    }
    expect(digestOf('a', 'bc', '')).toBe(digestOf('abc'))
    expect(digestOf('ab')).not.toBe(digestOf('abc'))
  })
})

describe('the last line of an output', () => {
  it.each([
    ['', ''],
    ['one', 'one'],
    ['one\n', 'one'],
    ['one\n\n  \n', 'one'],
    ['one\ntw', 'tw'],
    ['10 %\r20 %\r', '20 %'],
    ['a\r\nb\r\n', 'b'],
  ])('of %j is %j, however it is cut up', (text, line) => {
    for (let size = 1; size <= text.length + 1; size += 1) {
      const transcript = createTranscript(1_000)
      for (let at = 0; at < text.length; at += size) transcript.add(bytes(text.slice(at, at + size)))
      expect(transcript.lastLine()).toBe(line)
    }
  })

  it('is never longer than a screen could want', () => {
    const transcript = createTranscript(100_000)
    for (let round = 0; round < 10; round += 1) transcript.add(bytes('x'.repeat(5_000)))
    expect(transcript.lastLine().length).toBeLessThanOrEqual(1_000)
  })
})

describe('silence', () => {
  const facts = {host: {node: 'a', state: 'silent'}, root: '_rexec', byService: false} as const

  it('has the likely causes of its kind of job, and of its filters', () => {
    expect(explainSilence(facts).join(' ')).toMatch(/disable_remote_exec.*_rexec\/.*Gossip/)
    expect(explainSilence({...facts, root: '_deploy'}).join(' ')).toMatch(/lictor agent.*_deploy\/.*Gossip/)
    expect(explainSilence(facts).join(' ')).not.toMatch(/service/)
    expect(explainSilence({...facts, byService: true}).join(' ')).toMatch(/service/)
  })

  it('has only one where that is certain', () => {
    const asked = {nodeName: 'a', remoteExecDisabled: true}
    expect(explainSilence({...facts, asked})).toEqual([expect.stringMatching(/has remote exec disabled/)])
    expect(explainSilence({...facts, asked: {...asked, nodeName: 'b'}}).length).toBeGreaterThan(1)
    expect(explainSilence({...facts, asked, root: '_deploy'}).length).toBeGreaterThan(1)
    expect(explainSilence({...facts, host: {node: 'a', state: 'dead'}})).toEqual([
      expect.stringMatching(/never gets it/),
    ])
  })
})

describe('the cap on output', () => {
  it('leaves room for all hosts, and something for each', () => {
    expect(outputCap(1)).toBe(256 * 1024)
    expect(outputCap(1_000)).toBeGreaterThan(32 * 1024)
    expect(outputCap(1_000) * 1_000).toBeLessThanOrEqual(64 * 1024 * 1024)
    expect(outputCap(1_000_000)).toBe(16 * 1024)
  })
})
