import {execFileSync} from 'node:child_process'
import {existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it, onTestFinished} from 'vitest'
import {createKeyPair, signManifest} from '../../src/deploy/manifest/signature.ts'
import {until} from '../support/cluster.ts'
import {isRunning} from '../support/processes.ts'
import {checksumOf, createHost, type Host, type Outcome, pack} from './host.ts'

const ARCHIVE = pack('mkdir conf; echo new > conf/file', ['conf'])

const archiveManifest = (host: Host, more = ''): string =>
  `src: ${host.put('app.tar', ARCHIVE)}\nchecksum: ${checksumOf(ARCHIVE)}\ndest: ${host.dest}\n${more}`

const run = (host: Host, text: string, wishes: Partial<Host['options']> = {}): Promise<Outcome> =>
  host.run({...wishes, url: host.put('m.yml', text)})

const read = (...parts: readonly string[]): string => readFileSync(join(...parts), 'utf8')

describe('a deploy', () => {
  it('goes through its phases, and logs what people know from Stretcher', async () => {
    const host = createHost()
    const {code, phases, log} = await run(
      host,
      archiveManifest(host, 'commands: {pre: [echo pre], post: [echo post]}\n'),
    )
    expect(code).toBe(0)
    expect(phases).toEqual([
      'received',
      'fetching',
      'verifying',
      'pre',
      'extracting',
      'syncing',
      'post',
      'done',
    ])
    const lines = log.split('\n').filter(line => /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /.test(line))
    expect(lines.map(line => line.slice(20).replace(/[ :].*/, ''))).toEqual([
      'Loading',
      'Loading',
      'Executing',
      'Loading',
      'Wrote',
      'Checksum',
      'invoking',
      'Extract',
      'Set',
      'rsync',
      'invoking',
      'Deploy',
      'Done',
    ])
    expect(log).toContain(`Loading manifest: file://${host.folder}/files/m.yml\n`)
    expect(log).toContain(`Checksum ok: ${checksumOf(ARCHIVE)}\n`)
    expect(log).toMatch(/invoking command: echo pre\npre\n/)
    expect(log).toMatch(/rsync \[-a --delete -v .*\/ .*\/app\/\]\n/)
    expect(read(host.dest, 'conf/file')).toBe('new\n')
    expect(host.leftOvers()).toEqual([])
  })

  it.each(['md5', 'sha1', 'sha256', 'sha512'])('checks a checksum of %s', async algorithm => {
    const host = createHost()
    const text = (hex: string): string => archiveManifest(host).replace(checksumOf(ARCHIVE), hex)
    const sum = checksumOf(ARCHIVE, algorithm)
    expect((await run(host, text(sum.toUpperCase()))).code).toBe(0)
    const {code, reports} = await run(host, text(sum.replace(/.$/, last => (last === '0' ? '1' : '0'))))
    expect([code, reports.at(-1)]).toMatchObject([1, {phase: 'failed', during: 'verifying'}])
    expect(reports.at(-1)?.reason).toMatch(
      new RegExp(`^checksum mismatch of file:.*app\\.tar: expected \\w+, got ${sum}$`),
    )
  })

  it('of commands only needs no archive, and no place', async () => {
    const host = createHost()
    const {code, phases} = await run(
      host,
      `commands: {pre: ["echo 1 > ${host.folder}/a"], post: ["cp ${host.folder}/a ${host.folder}/b"]}\n`,
    )
    expect([code, phases]).toEqual([0, ['received', 'fetching', 'pre', 'post', 'done']])
    expect(read(host.folder, 'b')).toBe('1\n')
  })

  it('warns of what has no effect', async () => {
    const host = createHost()
    expect((await run(host, 'commands: {pre: [date]}\nretries: 3\n')).log).toContain(
      'warning: line 2: retries is not known',
    )
  })

  it('moves a tree to its place, and makes it beside it', async () => {
    const host = createHost()
    const {code, log} = await run(host, archiveManifest(host, 'sync_strategy: mv\ndest_mode: 0711\n'))
    expect(code).toBe(0)
    expect(log).toMatch(new RegExp(`Extract archive: \\S+ to ${host.folder}/srv/\\.lictor-`))
    expect(statSync(host.dest).mode & 0o777).toBe(0o711)
    expect(read(host.dest, 'conf/file')).toBe('new\n')
    const again = await run(host, archiveManifest(host, 'sync_strategy: mv\n'))
    expect(again.reports.at(-1)).toEqual({
      phase: 'failed',
      during: 'syncing',
      reason: `${host.dest} exists already, and sync_strategy mv replaces nothing: let a pre command move it away`,
    })
    expect(host.leftOvers()).toEqual([])
  })

  it('says what is missing around the place', async () => {
    const host = createHost()
    rmSync(join(host.folder, 'srv'), {recursive: true})
    const moved = await run(host, archiveManifest(host, 'sync_strategy: mv\n'))
    expect(moved.reports.at(-1)?.reason).toBe(`the folder ${host.folder}/srv does not exist`)
    mkdirSync(join(host.folder, 'srv'))
    const wishes = {tmpFolder: join(host.folder, 'none')}
    expect((await run(host, archiveManifest(host), wishes)).reports.at(-1)?.reason).toBe(
      `the folder ${host.folder}/none does not exist`,
    )
  })

  it('says that rsync is missing', async () => {
    const host = createHost()
    const {reports} = await run(host, archiveManifest(host), {env: {PATH: host.folder}})
    expect(reports.at(-1)).toEqual({
      phase: 'failed',
      during: 'syncing',
      reason: 'rsync is not installed on this host',
    })
  })
})

describe('the commands of a deploy', () => {
  it('see the variables of the host, but not the agent’s right to Consul', async () => {
    const host = createHost()
    const env = {
      ...host.options.env,
      WORD: 'word',
      CONSUL_HTTP_TOKEN: 'top-secret',
      CONSUL_HTTP_TOKEN_FILE: '/top-secret',
      CONSUL_HTTP_AUTH: 'top:secret',
      CONSUL_HTTP_ADDR: '127.0.0.1:8500',
    }
    const text = `commands:\n  pre: [env, "echo said {{ env "WORD" }} {{ env "CONSUL_HTTP_TOKEN" "none" }}"]\n`
    const {log, reports} = await run(host, text, {env})
    expect(log).toContain('WORD=word\n')
    expect(log).toContain('CONSUL_HTTP_ADDR=127.0.0.1:8500\n')
    expect(log).toContain('\nsaid word none\n')
    expect(`${log}${JSON.stringify(reports)}`).not.toMatch(/top-?:?secret/)
  })

  it('end the deploy where one fails, and those for failures get the whole log', async () => {
    const host = createHost()
    const {code, phases, reports, log} = await run(
      host,
      archiveManifest(
        host,
        `commands:
  pre: ["echo going; exit 3", "echo never"]
  post: ["echo never"]
  success: ["echo never"]
  failure: ["cat > ${host.folder}/first; echo aside", "cat > ${host.folder}/second"]
`,
      ),
    )
    expect([code, phases.at(-2)]).toEqual([1, 'pre'])
    expect(reports.at(-1)).toEqual({
      phase: 'failed',
      during: 'pre',
      reason: 'failed: echo going; exit 3 exit status 3',
    })
    expect(existsSync(host.dest)).toBe(false)
    expect(log.match(/^never$/gm)).toBeNull()
    expect(read(host.folder, 'first')).toMatch(
      /^\d{4}.* Loading manifest: .*\ngoing\n.*Deploy manifest failed: failed: echo going; exit 3 exit status 3\n/s,
    )
    expect(read(host.folder, 'second')).toContain('invoking command: cat')
    // What they write is shown, and not told to the next one.
    expect(log).toContain('\naside\n')
    expect(read(host.folder, 'second')).not.toMatch(/^aside$/m)
  })

  it('for successes get the log too, and cannot fail the deploy', async () => {
    const host = createHost()
    const text = `commands:\n  post: ["echo posted"]\n  success: ["cat > ${host.folder}/told", "exit 4", "touch ${host.folder}/never"]\n`
    const {code, log} = await run(host, text)
    expect(code).toBe(0)
    expect(read(host.folder, 'told')).toMatch(/\nposted\n.*Deploy manifest succeeded\.\n/s)
    expect(log).toContain('failed: exit 4 exit status 4\n')
    expect(existsSync(join(host.folder, 'never'))).toBe(false)
  })

  it('need not read their input, and may be killed', async () => {
    const host = createHost()
    const lines = `yes | head -c 300000\n`
    const {code, log} = await run(
      host,
      `commands:\n  pre: ["${lines.trim()}"]\n  success: ["exec true", "kill -9 $$"]\n`,
    )
    expect(code).toBe(0)
    expect(log).toContain('failed: kill -9 $$ ended by SIGKILL')
  })

  it('may leave something running, which is not waited for', async () => {
    const host = createHost()
    const text = `commands:\n  post: ["sleep 300 & echo $! > ${host.folder}/pid"]\n`
    expect((await run(host, text)).code).toBe(0)
    const pid = Number(read(host.folder, 'pid'))
    onTestFinished(() => void process.kill(pid))
    expect(isRunning(pid)).toBe(true)
  })

  it('are stopped with all that they have started when the agent is', async () => {
    const host = createHost()
    const stopping = new AbortController()
    const pids = (): readonly number[] => read(host.folder, 'pids').trim().split('\n').map(Number)
    const text = `commands:
  pre: ["trap '' TERM; sleep 300 & echo $! > ${host.folder}/pids; echo $$ >> ${host.folder}/pids; echo ready; wait"]
  failure: ["touch ${host.folder}/never"]
`
    const onOutput = (log: string): void => {
      if (/^ready$/m.test(log)) stopping.abort()
    }
    const {code, reports} = await host.run(
      {url: host.put('m.yml', text)},
      {signal: stopping.signal, onOutput},
    )
    expect([code, reports.at(-1)]).toEqual([
      1,
      {phase: 'failed', during: 'pre', reason: 'the agent was stopped meanwhile'},
    ])
    await until(() => !pids().some(isRunning), 'the end of both processes')
    expect(existsSync(join(host.folder, 'never'))).toBe(false)
  })
})

describe('a failure before the deploy', () => {
  it.each([
    ['a: [', 'fetching', /^line 1: not YAML/],
    ['<html></html>', 'fetching', 'line 1: the manifest is a text, and not a mapping'],
    [
      'src: https://h/a.tar\ndest: /srv\n',
      'fetching',
      'line 1: checksum is missing: give the md5, sha1, sha256 or sha512 of the archive',
    ],
    ['{{ must_env "NO" }}', 'fetching', 'line 1: the host has no variable NO, which must_env asks for'],
    [Buffer.from([0xff]), 'fetching', 'the manifest is not UTF-8'],
  ])('is told: %j', async (content, during, reason) => {
    const host = createHost()
    const {code, reports, log} = await host.run({url: host.put('m.yml', content)})
    expect(code).toBe(1)
    expect(reports.at(-1)).toEqual({
      phase: 'failed',
      during,
      reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
    })
    expect(log).toContain('load manifest failed: ')
  })

  it('is told by the commands for failures too, where they can be read', async () => {
    const host = createHost()
    await run(host, `src: https://h/a.tar\ndest: /srv\ncommands: {failure: ["cat > ${host.folder}/told"]}\n`)
    expect(read(host.folder, 'told')).toContain('load manifest failed: line 1: checksum is missing')
  })
})

describe('with a key to verify with', () => {
  const {privateKey, publicKey} = createKeyPair()

  it('only a manifest that is signed with the other half runs', async () => {
    const host = createHost()
    const text = `commands: {pre: ["touch ${host.folder}/ran"], failure: ["touch ${host.folder}/ran"]}\n`
    const attempt = async (signature?: string): Promise<string | undefined> => {
      rmSync(join(host.folder, 'files/m.yml.sig'), {force: true})
      if (signature !== undefined) host.put('m.yml.sig', signature)
      const {code, reports} = await host.run({url: host.put('m.yml', text), verifyKey: publicKey})
      expect(existsSync(join(host.folder, 'ran'))).toBe(code === 0)
      const last = reports.at(-1)
      if (code !== 0) expect(last).toMatchObject({phase: 'failed', during: 'verifying'})
      return last?.reason
    }
    expect(await attempt()).toMatch(
      /^the manifest has no signature, without which nothing runs here: .*m\.yml\.sig does not exist$/,
    )
    const wrong = 'the signature of the manifest is not one of the key that this host trusts'
    expect(await attempt('')).toBe(wrong)
    expect(await attempt(signManifest(Buffer.from(`${text}#`), privateKey))).toBe(wrong)
    expect(await attempt(signManifest(Buffer.from(text), createKeyPair().privateKey))).toBe(wrong)
    expect(await attempt(`${signManifest(Buffer.from(text), privateKey)}\n`)).toBeUndefined()
  })
})

describe('two deploys', () => {
  it('to one place do not meet: the second fails, says of which, and leaves everything as it is', async () => {
    const host = createHost()
    mkdirSync(host.dest)
    writeFileSync(join(host.dest, 'old'), '')
    const url = host.put(
      'first.yml',
      archiveManifest(host, `commands: {pre: ["echo ready; cat ${host.folder}/gate"]}\n`),
    )
    execFileSync('mkfifo', [join(host.folder, 'gate')])
    const logs: string[] = []
    const first = host.run({url}, {onOutput: text => void logs.push(text)})
    await until(() => /^ready$/m.test(logs.at(-1) ?? ''), 'the first deploy to wait')
    // The same place by another name.
    const text = archiveManifest(host, `commands: {failure: ["touch ${host.folder}/never"]}\n`).replace(
      host.dest,
      `${host.dest}/../app/`,
    )
    const second = await run(host, text)
    expect(second.code).toBe(1)
    expect(second.reports.at(-1)).toEqual({
      phase: 'failed',
      during: 'fetching',
      reason: `another deploy to ${host.dest} is running (${url}, pre, process ${process.pid}): fire again when it is done`,
    })
    expect(existsSync(join(host.folder, 'never'))).toBe(false)
    expect(existsSync(join(host.dest, 'old'))).toBe(true)
    // Another place is free.
    expect(
      (await run(host, archiveManifest(host).replace(host.dest, join(host.folder, 'srv/other')))).code,
    ).toBe(0)
    writeFileSync(join(host.folder, 'gate'), '')
    expect((await first).code).toBe(0)
    expect((await run(host, archiveManifest(host))).code).toBe(0)
  })

  it('that begin at once to one place: one of them does it', async () => {
    const host = createHost()
    const url = host.put(
      'm.yml',
      archiveManifest(
        host,
        `commands: {pre: ["mkdir ${host.folder}/alone"], post: ["rmdir ${host.folder}/alone"]}\n`,
      ),
    )
    const outcomes = await Promise.all(Array.from({length: 8}, () => host.run({url})))
    const lost = outcomes.filter(({code}) => code !== 0).map(({reports}) => reports.at(-1)?.reason ?? '')
    expect(lost.length).toBeLessThan(8)
    for (const reason of lost) expect(reason).toMatch(/^another deploy to /)
    expect(host.leftOvers()).toEqual([])
  })
})

it('a delay ends when the agent is stopped', async () => {
  const host = createHost()
  const stopping = new AbortController()
  const onOutput = (log: string): void => {
    if (/Sleeping [\d.]+s\n/.test(log)) stopping.abort()
  }
  const wishes = {url: host.put('m.yml', archiveManifest(host)), randomDelayMs: 1e9}
  const {code, phases} = await host.run(wishes, {signal: stopping.signal, onOutput})
  expect([code, phases]).toEqual([1, ['received', 'failed']])
})
