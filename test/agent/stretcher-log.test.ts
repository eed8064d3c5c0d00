import {expect, it} from 'vitest'
import {createStretcherLog} from '../../src/agent/command/stretcher-log.ts'
import type {PhaseReport} from '../../src/deploy/protocol/phase.ts'

const follow = (log: string, piece = log.length) => {
  const phases: string[] = []
  const stretcher = createStretcherLog(({phase}: PhaseReport) => void phases.push(phase))
  for (let at = 0; at < log.length; at += piece) stretcher.read(Buffer.from(log.slice(at, at + piece)))
  return {phases, failure: stretcher.failure()}
}

const deploy = `2026/11/25 19:00:00 Starting up stretcher agent v1.5.0
2026/11/25 19:00:00 Loading manifest: file:///tmp/m.yml
2026/11/25 19:00:00 Loading URL file:///tmp/a.tar.gz
2026/11/25 19:00:00 Checksum ok: abc
2026/11/25 19:00:00 Extract archive: /tmp/x to /tmp/y
2026/11/25 19:00:00 rsync [-a --delete -v /tmp/y/ /srv/]
`

it('finds the phases of a Stretcher in its log, in whatever pieces it comes', () => {
  const phases = ['fetching', 'fetching', 'verifying', 'extracting', 'syncing']
  expect(follow(deploy)).toEqual({phases, failure: undefined})
  expect(follow(deploy, 3)).toEqual({phases, failure: undefined})
})

it('finds where and why it failed, which its exit code may hide', () => {
  const {failure} = follow(`${deploy}2026/11/25 19:00:01 Deploy manifest failed: exit status 23\n`)
  expect(failure).toEqual({
    phase: 'failed',
    during: 'syncing',
    reason: 'Deploy manifest failed: exit status 23',
  })
  expect(follow('2026/11/25 19:00:01 load manifest failed: no such file\n').failure?.reason).toContain(
    'no such file',
  )
})

it('takes nothing else for it', () => {
  const output = 'rsync [is a word]\nDeploy manifest failed: said somebody\n2026/11/25 19:00:00 rsyncing\n'
  expect(follow(output)).toEqual({phases: [], failure: undefined})
})
