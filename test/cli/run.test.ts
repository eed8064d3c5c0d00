import {describe, expect, it} from 'vitest'
import {VERSION} from '../../src/version.ts'
import {lictor} from './lictor.ts'

describe('the command line', () => {
  it.each(['-h', '--help', '-help'])('explains itself: %s', async flag => {
    const {code, out, err} = await lictor([flag])
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('Usage: lictor')
    for (const name of [
      '--http-addr',
      '--token-file',
      '--ca-path',
      '--datacenter',
      '--stale',
      '--read-only',
      '--no-color',
    ]) {
      expect(out).toContain(name)
    }
    expect(out).toContain('CONSUL_HTTP_ADDR')
  })

  it('does not speak of what is only for itself', async () => {
    expect((await lictor(['--help'])).out).not.toContain('start')
    expect((await lictor(['demo', '--help'])).out).not.toContain('--serve')
  })

  it.each(['-V', '--version', '-version'])('tells its version: %s', async flag => {
    expect(await lictor([flag])).toEqual({code: 0, out: `${VERSION}\n`, err: ''})
  })

  it.each([
    ['an unknown flag', ['--bogus'], '--bogus'],
    ['an unknown flag with one dash', ['-bogus'], '--bogus'],
    ['a flag without its value', ['--http-addr'], '--http-addr'],
    ['a value for a flag that takes none', ['services', 'and-more'], 'too many arguments'],
    ['an unknown view', ['bogus'], 'there is no view called bogus: members, services'],
    ['an unknown view to start with', ['start', 'bogus'], 'there is no view called bogus'],
    ['an unknown flag of the demo', ['demo', '--bogus'], '--bogus'],
    ['an address that is none', ['-http-addr=h:port'], 'h:port is not an address'],
  ])('is refused with 64 and the reason: %s', async (_, args, reason) => {
    const {code, out, err} = await lictor(args)
    expect([code, out]).toEqual([64, ''])
    expect(err).toContain(reason)
  })

  it.each([
    [['--stale', 'exec', 'true'], '--stale does nothing for lictor exec: leave it out'],
    [['exec', '--stale', 'true'], "unknown option '--stale'"],
    [['--domain=x', 'agent', 'deploy'], '--domain does nothing for lictor agent'],
    [['agent', 'deploy', '--dns-addr=x:1'], "unknown option '--dns-addr"],
    [['--read-only', 'agent', 'deploy'], 'it has to write its acknowledgements'],
    [['dns', 'web', '--stale'], '--stale does nothing for lictor dns NAME'],
    [
      ['deploy', 'event', 'http://127.0.0.1/x', '--domain=x'],
      '--domain does nothing for lictor deploy EVENT',
    ],
    [['--token=s3cret', 'hooks'], '--token does nothing for lictor hooks'],
    [['hooks', '--stale'], "unknown option '--stale'"],
    [['--http-addr=127.0.0.1:1', 'demo'], '--http-addr does nothing for lictor demo'],
    [['--read-only', 'sign', '--new-key', '/no/such/folder/key'], '--read-only does nothing for lictor sign'],
  ])('is refused with 64 where a flag would do nothing: %j', async (args, reason) => {
    const {code, out, err} = await lictor(args)
    expect([code, out]).toEqual([64, ''])
    expect(err).toContain(reason)
    expect(err).not.toContain('s3cret')
  })

  it('takes the flags of all that a command has a use for, or that it fulfils by itself', async () => {
    for (const args of [['--http-addr=h:1'], ['--no-color', '--http-addr=h:1']]) {
      expect(await lictor([...args, 'hooks'])).toMatchObject({code: 0, err: ''})
    }
    expect((await lictor(['hooks', '--http-addr=h:1'])).out).toContain('http://h:1/v1/kv/')
  })

  it('is refused with 64 when the environment cannot be meant', async () => {
    const {code, err} = await lictor([], {env: {CONSUL_HTTP_SSL: 'maybe'}})
    expect([code, err]).toEqual([64, 'lictor: CONSUL_HTTP_SSL=maybe is neither true nor false\n'])
  })

  it.each([
    [['services']],
    [['-http-addr=127.0.0.1:1', '-stale', '-no-color', 'members']],
    [['start', '-http-addr=127.0.0.1:1']],
  ])('is refused with 64 without a terminal: %j', async args => {
    const {code, out, err} = await lictor(args)
    expect([code, out]).toEqual([64, ''])
    expect(err).toBe('lictor: this is not a terminal; the screen needs one (ssh -t gives one)\n')
  })

  it('is refused with 64 on a terminal that cannot place its cursor', async () => {
    const {code, err} = await lictor([], {isTTY: true, env: {TERM: 'dumb'}})
    expect([code, err]).toEqual([64, expect.stringContaining('not a terminal')])
  })

  it('is refused with 64 when a file that it names is missing, before the screen opens', async () => {
    const {code, out, err} = await lictor(['-token-file=/no/such/file'], {isTTY: true})
    expect([code, out]).toEqual([64, ''])
    expect(err).toBe('lictor: the token file /no/such/file cannot be read: it does not exist\n')
  })

  it('keeps secrets out of its reasons', async () => {
    const {err} = await lictor(['-token=s3cret', '-http-addr=http://user:passw0rd@h:port'])
    expect(err).toContain('is not an address')
    expect(err).not.toMatch(/s3cret|passw0rd/)
  })
})
