import {describe, expect, it} from 'vitest'
import {readRequest} from '../../src/cli/agent/arguments.ts'
import {parseBytes, parseDuration} from '../../src/cli/agent/quantities.ts'
import {splitOperands} from '../../src/cli/arguments.ts'
import {lictor} from './lictor.ts'

describe('durations', () => {
  it.each([
    ['30', 30_000],
    ['0.5', 500],
    ['500ms', 500],
    ['1m30s', 90_000],
    ['1.5h', 5_400_000],
    ['0', 0],
  ])('%s', (text, ms) => expect(parseDuration('--timeout', text)).toBe(ms))

  it.each(['', '1 m', 'soon', '-1', '1m30', '1d'])('are not: %j', text => {
    expect(() => parseDuration('--timeout', text)).toThrow(/--timeout takes a duration/)
  })

  it('are no longer than a timer can count', () => {
    expect(() => parseDuration('--timeout', '1000h')).toThrow(
      '--timeout takes 24 days at the most, not 1000h',
    )
  })
})

describe('numbers of bytes', () => {
  it.each([
    ['512', 512],
    ['10MB', 10_000_000],
    ['10 mb', 10_000_000],
    ['10MiB', 10_485_760],
    ['1.5k', 1_500],
    ['100B', 100],
    ['2G', 2_000_000_000],
  ])('%s', (text, bytes) => expect(parseBytes('--max-band-width', text)).toBe(bytes))

  it.each(['', '0', 'fast', '10XB', '-1', '1e9', 'iB', '10iB'])('are not: %j', text => {
    expect(() => parseBytes('--max-band-width', text)).toThrow(/--max-band-width takes a number of bytes/)
  })
})

describe('the command line of lictor agent', () => {
  it('keeps the command behind -- apart from the events, dashes and all', () => {
    const args = ['agent', 'deploy', 'restart', '--', 'sh', '-c', 'echo --', '--', '-x']
    const operands = ['deploy', 'restart', 'sh', '-c', 'echo --', '--', '-x']
    expect(splitOperands(operands, args)).toEqual({
      events: ['deploy', 'restart'],
      command: ['sh', '-c', 'echo --', '--', '-x'],
    })
    expect(splitOperands(['deploy'], ['agent', 'deploy']).command).toBeUndefined()
  })

  it('hands a Stretcher the payload alone, so that its exit code is honest, and others what consul watch does', () => {
    const stdinOf = (command: readonly string[], stdin?: string) => {
      const {work} = readRequest({events: ['deploy'], command}, stdin === undefined ? {} : {stdin})
      return work.kind === 'command' ? work.stdin : undefined
    }
    expect(stdinOf(['/usr/local/bin/stretcher', '--retry', '3'])).toBe('payload')
    expect(stdinOf(['./deploy.sh'])).toBe('events')
    expect(stdinOf(['horenso', '--', 'stretcher'], 'payload')).toBe('payload')
  })

  it.each([
    ['no event', [], /missing required argument/],
    ['an event of Consul’s own', ['_rexec'], /_rexec is no event of yours/],
    ['no command', ['deploy', '--'], /there is no command after --/],
    [
      'a flag for manifests with a command',
      ['deploy', '--retry', '3', '--', 'x'],
      /a command takes its own flags/,
    ],
    [
      'a form that is none',
      ['deploy', '--stdin', 'yaml', '--', 'x'],
      /--stdin takes events or payload, not yaml/,
    ],
    ['a form without a command', ['deploy', '--stdin', 'payload'], /--stdin is for a command/],
    ['a category that is none', ['deploy', '--dashboard=a/b'], /a\/b cannot be a category/],
    ['no change to leave', ['deploy', '--read-only', '--', 'x'], /--read-only/],
    ['another datacenter', ['deploy', '--datacenter', 'dc2', '--', 'x'], /--datacenter/],
  ])('is refused with 64 and the reason: %s', async (_, args, reason) => {
    const {code, out, err} = await lictor(['agent', ...args])
    expect([code, out]).toEqual([64, ''])
    expect(err).toMatch(reason)
  })

  it('says where it cannot write down what it runs, and runs nothing', async () => {
    const {code, err} = await lictor(['agent', 'deploy', '--state-dir', import.meta.filename, '--', 'true'])
    expect(code).toBe(1)
    expect(err).toMatch(/cannot be written down in \S+ \(.*name another with --state-dir/)
  })
})
