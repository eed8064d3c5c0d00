import {execFile} from 'node:child_process'
import {mkdtemp, readFile, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {afterAll, beforeAll, describe, expect, inject, it} from 'vitest'
import {createConsulClient, type TlsOptions} from '../../src/api/client.ts'
import {readLeader} from '../../src/api/status.ts'
import {describeTlsFailure} from '../../src/api/tls-failure.ts'
import {consulBin} from '../support/consul-binary.ts'
import {createFaultProxy, type FaultProxy} from '../support/fault-proxy.ts'

const target = inject('cluster').entry.httpAddress
let directory: string
let pem: Readonly<Record<'ca' | 'cert' | 'key' | 'clientCert' | 'clientKey' | 'otherCa', string>>
let open: FaultProxy
let strict: FaultProxy

/** Certificates as an operator makes them: the server's is for server.dc1.consul, localhost and 127.0.0.1. */
const makeCertificates = async () => {
  const consul = (...args: readonly string[]) =>
    promisify(execFile)(consulBin(), ['tls', ...args], {cwd: directory})
  await consul('ca', 'create')
  await consul('ca', 'create', '-domain=other')
  await consul('cert', 'create', '-server')
  await consul('cert', 'create', '-client')
  const read = (name: string) => readFile(join(directory, name), 'utf8')
  return {
    ca: await read('consul-agent-ca.pem'),
    cert: await read('dc1-server-consul-0.pem'),
    key: await read('dc1-server-consul-0-key.pem'),
    clientCert: await read('dc1-client-consul-0.pem'),
    clientKey: await read('dc1-client-consul-0-key.pem'),
    otherCa: await read('other-agent-ca.pem'),
  }
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lictor-tls-'))
  pem = await makeCertificates()
  open = await createFaultProxy({target, tls: {cert: pem.cert, key: pem.key}})
  strict = await createFaultProxy({target, tls: {cert: pem.cert, key: pem.key, clientCa: pem.ca}})
})
afterAll(async () => {
  await Promise.all([open.close(), strict.close()])
  await rm(directory, {recursive: true})
})

const leader = async (address: string, tls: TlsOptions = {}): Promise<string> => {
  const client = createConsulClient({address, tls})
  try {
    return (await readLeader(client)).data
  } finally {
    await client.close()
  }
}

const unreachable = (words: string, setting: string) => ({
  kind: 'unreachable',
  shortMessage: expect.stringContaining(words),
  nextStep: expect.stringContaining(setting),
})

describe('an HTTPS address', () => {
  it('is trusted by its CA', async () => {
    expect(await leader(open.address, {ca: [pem.otherCa, pem.ca]})).toMatch(/:\d+$/)
  })

  it('is trusted without check on demand', async () => {
    expect(await leader(open.address, {verify: false})).toMatch(/:\d+$/)
  })

  it('may be asked for the name in its certificate', async () => {
    expect(await leader(open.address, {ca: [pem.ca], serverName: 'server.dc1.consul'})).toMatch(/:\d+$/)
    await expect(leader(open.address, {ca: [pem.ca], serverName: 'server.dc2.consul'})).rejects.toMatchObject(
      unreachable('for another name', 'CONSUL_TLS_SERVER_NAME'),
    )
  })

  it('is not trusted without its CA', async () => {
    const refused = unreachable('an authority unknown here', 'CONSUL_CACERT')
    await expect(leader(open.address)).rejects.toMatchObject(refused)
    await expect(leader(open.address, {ca: [pem.otherCa]})).rejects.toMatchObject(refused)
  })

  it('may want a certificate of the client', async () => {
    const mutual = {ca: [pem.ca], cert: pem.clientCert, key: pem.clientKey}
    expect(await leader(strict.address, mutual)).toMatch(/:\d+$/)
    await expect(leader(strict.address, {ca: [pem.ca]})).rejects.toMatchObject(
      unreachable('broke', 'CONSUL_CLIENT_CERT'),
    )
  })

  it('cannot be asked with files that are no PEM or do not fit', async () => {
    const unusable = unreachable('cannot be used', 'PEM files')
    await expect(
      leader(open.address, {ca: [pem.ca], cert: pem.clientCert, key: pem.key}),
    ).rejects.toMatchObject(unusable)
    await expect(leader(open.address, {ca: [pem.ca], cert: 'no PEM', key: 'no PEM'})).rejects.toMatchObject(
      unusable,
    )
  })

  it('is not that of an HTTP port, nor the other way round', async () => {
    await expect(leader(target.replace('http:', 'https:'), {ca: [pem.ca]})).rejects.toMatchObject(
      unreachable('does not speak HTTPS', 'http://'),
    )
    const plain = await createFaultProxy({target})
    plain.set({kind: 'status', status: 400, body: 'Client sent an HTTP request to an HTTPS server.\n'})
    await expect(leader(plain.address)).rejects.toMatchObject(unreachable('speaks HTTPS', 'CONSUL_HTTP_SSL'))
    await plain.close()
  })
})

describe('a TLS failure', () => {
  it.each([
    ['CERT_HAS_EXPIRED', 'has expired'],
    ['CERT_NOT_YET_VALID', 'not valid yet'],
    ['ERR_SSL_SOMETHING_NEW', 'TLS could not be agreed on'],
  ])('%s is told in plain words', (code, words) => {
    expect(describeTlsFailure(code, 'https://consul')).toMatchObject({
      kind: 'unreachable',
      shortMessage: expect.stringContaining(words),
    })
  })

  it('is not seen where there is none', () => {
    expect(describeTlsFailure('ECONNREFUSED', 'https://consul')).toBeUndefined()
  })
})
