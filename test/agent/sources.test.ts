import {execFile} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {createServer} from 'node:http'
import {createServer as createTlsServer} from 'node:https'
import type {AddressInfo, Server} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {promisify} from 'node:util'
import S3rver from '@20minutes/s3rver'
import {afterAll, beforeAll, describe, expect, onTestFinished, vi} from 'vitest'
import {openHttp} from '../../src/deploy/sources/http-source.ts'
import {consulBin} from '../support/consul-binary.ts'
import {createFaultProxy, type FaultProxy} from '../support/fault-proxy.ts'
import {DEPLOYING} from './deploying.ts'
import {checksumOf, createHost, type Host, itDeploys as it, type Outcome, pack} from './host.ts'

const ARCHIVE = pack('seq 200000 > numbers; echo new > file', ['file', 'numbers'])
const SUM = checksumOf(ARCHIVE)

const manifest = (src: string, {dest}: Host): string => `src: ${src}\nchecksum: ${SUM}\ndest: ${dest}\n`
const deployed = ({dest}: Host): string => readFileSync(join(dest, 'file'), 'utf8')
const reasonOf = ({reports}: Outcome): string => reports.at(-1)?.reason ?? 'none'

const listen = (server: Server): Promise<string> =>
  new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => {
      const {port} = server.address() as AddressInfo // it listens on a port
      resolve(`127.0.0.1:${port}`)
    })
  })

/** Serves what a test has put there by its path. */
const createFileServer = () => {
  const files = new Map<string, string | Buffer>()
  const redirects = new Map<string, string>()
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    const location = redirects.get(path)
    if (location !== undefined) return response.writeHead(302, {location}).end()
    const content = files.get(path)
    return content === undefined ? response.writeHead(404).end('<html>') : response.end(content)
  })
  return {files, redirects, server}
}

const {files, redirects, server} = createFileServer()
let origin: string
let proxy: FaultProxy

beforeAll(async () => {
  const address = await listen(server)
  origin = `http://${address}`
  proxy = await createFaultProxy({target: origin})
  files.set('/app.tar', ARCHIVE)
})
afterAll(async () => {
  await proxy.close()
  server.closeAllConnections()
  server.close()
})

/** A manifest at the file server, that names the archive at the proxy. */
const atHttp = (host: Host): string => {
  files.set('/m.yml', manifest(`${proxy.address}/app.tar`, host))
  return `${origin}/m.yml`
}

describe('over http', () => {
  it('comes the manifest and the archive, with the bytes that have come', async () => {
    const host = createHost()
    const outcome = await host.run({url: atHttp(host)})
    expect([outcome.code, deployed(host)]).toEqual([0, 'new\n'])
    const bytes = outcome.reports.filter(({phase, done}) => phase === 'fetching' && done !== undefined)
    expect(bytes.length).toBeGreaterThan(2)
    expect(bytes.at(-1)).toEqual({phase: 'fetching', done: ARCHIVE.length, total: ARCHIVE.length})
    expect(bytes.map(({done}) => done)).toEqual(bytes.map(({done = 0}) => done).toSorted((a, b) => a - b))
    expect(proxy.requests.at(-1)?.headers['accept-encoding']).toBe('identity')
  })

  it('an error status is a failure, of the manifest and of the archive', async () => {
    const host = createHost()
    const lost = await host.run({url: `${origin}/none.yml`})
    expect(lost.reports.at(-1)).toEqual({
      phase: 'failed',
      during: 'fetching',
      reason: `${origin}/none.yml answers 404 Not Found`,
    })
    files.set('/m.yml', manifest(`${origin}/none.tar`, host))
    expect(reasonOf(await host.run({url: `${origin}/m.yml`}))).toBe(
      `${origin}/none.tar answers 404 Not Found`,
    )
  })

  it('a redirect is followed, but not for ever', async () => {
    const host = createHost()
    atHttp(host)
    redirects.set('/old.yml', '/older.yml')
    redirects.set('/older.yml', `${origin}/m.yml`)
    expect((await host.run({url: `${origin}/old.yml`})).code).toBe(0)
    redirects.set('/round.yml', '/round.yml')
    expect(reasonOf(await host.run({url: `${origin}/round.yml`}))).toBe(
      `${origin}/round.yml redirects more than 10 times`,
    )
    redirects.set('/file.yml', 'file:///etc/passwd')
    expect(reasonOf(await host.run({url: `${origin}/file.yml`}))).toBe(
      `${origin}/file.yml redirects to something that is no http URL`,
    )
  })

  it('what is cut off is tried again, as often as one says', async () => {
    const host = createHost()
    const url = atHttp(host)
    proxy.set({kind: 'cut', afterBytes: 70_000}, /app/)
    onTestFinished(() => proxy.set(undefined))
    const before = proxy.requests.length
    const outcome = await host.run({url, retry: 2})
    expect(outcome.code).toBe(1)
    expect(reasonOf(outcome)).toMatch(/^http:\S+app\.tar: /)
    expect(proxy.requests.length - before).toBe(3)
    expect(outcome.log.match(/Try again\. Waiting: 0s/g)).toHaveLength(2)
    const onOutput = (text: string): void => {
      if (text.includes('Try again')) proxy.set(undefined)
    }
    expect((await host.run({url, retry: 1}, {onOutput})).code).toBe(0)
    expect(deployed(host)).toBe('new\n')
  })

  it('a server that falls silent is given up after the time limit', async () => {
    const host = createHost()
    const url = atHttp(host)
    proxy.set({kind: 'stall', afterBytes: 70_000}, /app/)
    onTestFinished(() => proxy.set(undefined))
    expect(reasonOf(await host.run({url, timeoutMs: 300}))).toMatch(
      /^timeout 0\.3s reached while fetching http:\S+app\.tar$/,
    )
    expect(host.leftOvers()).toEqual([])
  })

  it('of a server that falls silent half-way it is said for how long', async () => {
    proxy.set({kind: 'stall', afterBytes: 70_000}, /app/)
    onTestFinished(() => proxy.set(undefined))
    const url = `${proxy.address}/app.tar`
    const context = {env: {}, signal: new AbortController().signal, silenceMs: 100}
    const {bytes} = await openHttp(new URL(url), context)
    await expect(Array.fromAsync(bytes)).rejects.toThrow(`${url} is silent for 0.1 seconds`)
  })

  it('a time limit may be none, and of any fraction', async () => {
    const host = createHost()
    const url = atHttp(host)
    for (const timeoutMs of [0, 1.1 * 3_600_000]) expect((await host.run({url, timeoutMs})).code).toBe(0)
  })

  it('a download ends when the agent is stopped', async () => {
    const host = createHost()
    const url = atHttp(host)
    proxy.set({kind: 'stall', afterBytes: 70_000}, /app/)
    onTestFinished(() => proxy.set(undefined))
    const stopping = new AbortController()
    const onPhase = ({done}: {readonly done?: number | undefined}): void => {
      if (done !== undefined) stopping.abort()
    }
    const outcome = await host.run({url}, {signal: stopping.signal, onPhase})
    expect(outcome.reports.at(-1)).toEqual({
      phase: 'failed',
      during: 'fetching',
      reason: 'the agent was stopped meanwhile',
    })
    expect(host.leftOvers()).toEqual([])
  })

  it('nothing comes that is too large for a manifest', async () => {
    files.set('/large.yml', Buffer.alloc(1024 * 1024 + 1, ' '))
    expect(reasonOf(await createHost().run({url: `${origin}/large.yml`}))).toMatch(
      /large\.yml is more than 1 MB, and no manifest$/,
    )
  })

  it('the secrets of a URL are in no log and no report', async () => {
    const host = createHost()
    const src = `${origin.replace('//', '//user:pa55word@')}/none.tar?X-Amz-Signature=5ignature`
    const {log, reports} = await host.run({
      url: host.put('m.yml', `${manifest(src, host)}commands:\n  failure: ["cat > ${host.folder}/told"]\n`),
    })
    const told = readFileSync(join(host.folder, 'told'), 'utf8')
    expect(told).toContain('none.tar')
    expect(`${log}${told}${JSON.stringify(reports)}`).not.toMatch(/pa55word|5ignature/)
  })

  it('a proxy of the environment is asked', async () => {
    const host = createHost()
    atHttp(host)
    files.set('http://nowhere.invalid/m.yml', files.get('/m.yml') ?? '')
    const env = {...host.options.env, http_proxy: origin, no_proxy: '127.0.0.1'}
    const {code, log} = await host.run({url: 'http://nowhere.invalid/m.yml', env})
    expect([code, log]).toEqual([0, log])
  })
})

describe('over https', () => {
  it('the certificate has to be good, and nothing comes by another way', async () => {
    const host = createHost()
    const consul = (...args: readonly string[]) =>
      promisify(execFile)(consulBin(), ['tls', ...args], {cwd: host.folder})
    await consul('ca', 'create')
    await consul('cert', 'create', '-server')
    const pem = (name: string): string => readFileSync(join(host.folder, name), 'utf8')
    const tls = createTlsServer(
      {cert: pem('dc1-server-consul-0.pem'), key: pem('dc1-server-consul-0-key.pem')},
      (request, response) => {
        if (request.url === '/down.yml') response.writeHead(301, {location: `${origin}/m.yml`}).end()
        else response.end(request.url === '/app.tar' ? ARCHIVE : manifest(`${secure}/app.tar`, host))
      },
    )
    onTestFinished(() => void tls.close())
    const secure = `https://${await listen(tls)}`
    atHttp(host)
    const run = async (path: string, env: NodeJS.ProcessEnv = {}): Promise<string> => {
      const order = JSON.stringify({options: {...host.options, url: `${secure}${path}`}})
      const running = promisify(execFile)(process.execPath, [DEPLOYING, order], {
        env: {...process.env, ...env},
      })
      const {stdout} = await running.catch((error: unknown) => error as {readonly stdout: string}) // execFile's own
      return stdout.trim().split('\n').at(-1) ?? ''
    }
    const trusting = {NODE_EXTRA_CA_CERTS: join(host.folder, 'consul-agent-ca.pem')}
    expect(await run('/m.yml')).toContain('certificate')
    expect(await run('/down.yml', trusting)).toContain('redirects from https to http, which is refused')
    expect(await run('/m.yml', trusting)).toBe('{"phase":"done"}')
    expect(deployed(host)).toBe('new\n')
  })
})

describe('of a file', () => {
  it('comes the manifest and the archive', async () => {
    const host = createHost()
    const url = host.put('a b.yml', manifest(host.put('app.tar', ARCHIVE), host))
    expect((await host.run({url: url.replace(' ', '%20')})).code).toBe(0)
    expect(deployed(host)).toBe('new\n')
  })

  it('that is none the failure tells the path', async () => {
    const host = createHost()
    expect(reasonOf(await host.run({url: `file://${host.folder}/none`}))).toBe(
      `${host.folder}/none does not exist`,
    )
    expect(reasonOf(await host.run({url: `file://${host.folder}`}))).toBe(`${host.folder} is not a file`)
  })
})

it.each([
  ['gs://bucket/m.yml', /^Google Cloud Storage \(gs:\/\/\) is not supported/],
  ['ssh://host/m.yml', /^ssh:\/\/ is not supported/],
  ['m.yml', /^m\.yml is not a URL/],
])('%s is refused in words', async (url, words) => {
  expect(reasonOf(await createHost().run({url}))).toMatch(words)
})

describe('over s3', () => {
  let s3: S3rver
  let endpoint: string
  const directory = mkdtempSync(join(tmpdir(), 'lictor-s3-'))

  beforeAll(async () => {
    s3 = new S3rver({
      address: '127.0.0.1',
      port: 0,
      silent: true,
      directory,
      configureBuckets: [{name: 'deploys'}],
    })
    endpoint = `http://127.0.0.1:${(await s3.run()).port}`
  })
  afterAll(async () => {
    await s3.close()
    rmSync(directory, {recursive: true})
  })

  /** The variables that the SDK looks at by itself. */
  const withAccount = (secret = 'S3RVER'): void => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'S3RVER')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', secret)
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
    onTestFinished(() => void vi.unstubAllEnvs())
  }

  const upload = async (key: string, body: string | Buffer): Promise<void> => {
    const {S3Client, PutObjectCommand} = await import('@aws-sdk/client-s3')
    const client = new S3Client({endpoint, region: 'eu-west-1', forcePathStyle: true})
    await client.send(new PutObjectCommand({Bucket: 'deploys', Key: key, Body: body}))
    client.destroy()
  }

  it('comes the manifest and the archive, signed for', async () => {
    withAccount()
    const host = createHost()
    await upload('web/m 1.yml', manifest('s3://deploys/web/app.tar', host))
    await upload('web/app.tar', ARCHIVE)
    const outcome = await host.run({url: 's3://deploys/web/m%201.yml', s3: {endpoint, region: 'eu-west-1'}})
    expect([outcome.code, outcome.log]).toEqual([0, outcome.log])
    expect(deployed(host)).toBe('new\n')
    expect(outcome.reports).toContainEqual({phase: 'fetching', done: ARCHIVE.length, total: ARCHIVE.length})
  })

  it('the variables of the SDK say where and as whom', async () => {
    withAccount()
    await upload('m.yml', 'commands:\n  pre: [date]\n')
    vi.stubEnv('AWS_ENDPOINT_URL_S3', endpoint)
    vi.stubEnv('AWS_REGION', 'eu-west-1')
    expect((await createHost().run({url: 's3://deploys/m.yml', env: {...process.env}})).code).toBe(0)
  })

  it('a failure is told in words', async () => {
    withAccount()
    const host = createHost()
    const reason = async (url: string, region = 'eu-west-1'): Promise<string> =>
      reasonOf(await host.run({url, s3: region === '' ? {endpoint} : {endpoint, region}}))
    expect(await reason('s3://deploys/none.yml')).toBe(
      's3://deploys/none.yml cannot be fetched: there is no such key',
    )
    expect(await reason('s3://none/m.yml')).toBe('s3://none/m.yml cannot be fetched: there is no such bucket')
    withAccount('wrong')
    expect(await reason('s3://deploys/m.yml')).toMatch(
      /^s3:\/\/deploys\/m\.yml cannot be fetched: SignatureDoesNotMatch/,
    )
    vi.unstubAllEnvs()
    for (const name of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'])
      vi.stubEnv(name, join(host.folder, 'none'))
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
    expect(await reason('s3://deploys/m.yml')).toMatch(/no AWS credentials are found: set AWS_ACCESS_KEY_ID/)
    expect(await reason('s3://deploys/m.yml', '')).toMatch(/no AWS region is known: set AWS_REGION$/)
  })
})
