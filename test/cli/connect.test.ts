import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, inject, it} from 'vitest'
import {readLeader} from '../../src/api/status.ts'
import {connect} from '../../src/cli/connect.ts'
import {ConfigError, type Environment, type Flags, resolveConfig} from '../../src/config.ts'
import {createFaultProxy, type FaultProxy} from '../support/fault-proxy.ts'

let directory: string
let proxy: FaultProxy
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lictor-connect-'))
  proxy = await createFaultProxy({target: inject('cluster').entry.httpAddress})
})
afterAll(async () => {
  await proxy.close()
  await rm(directory, {recursive: true})
})

const inDirectory = (name: string) => join(directory, name)

/** What an agent is sent by a client of this configuration. */
const sent = async (flags: Flags, env: Environment = {}) => {
  const client = await connect(resolveConfig({httpAddr: proxy.address, ...flags}, env))
  await readLeader(client)
  await client.close()
  return proxy.requests.at(-1)?.headers
}

const reasonAgainst = async (flags: Flags): Promise<string> => {
  const failure: unknown = await connect(resolveConfig(flags, {})).catch((error: unknown) => error)
  if (failure instanceof ConfigError) return failure.message
  throw new Error('It connected, or failed otherwise.', {cause: failure})
}

describe('the client that a configuration makes', () => {
  it('comes with the token, and without one where there is none', async () => {
    expect(await sent({token: 'a-token'})).toMatchObject({'x-consul-token': 'a-token'})
    expect(await sent({})).not.toHaveProperty('x-consul-token')
  })

  it('comes with the token of a file, without the line end', async () => {
    await writeFile(inDirectory('token'), ' file-token\n')
    expect(await sent({tokenFile: inDirectory('token')})).toMatchObject({'x-consul-token': 'file-token'})
  })

  it('prefers the file of the command line to the token of the environment', async () => {
    await writeFile(inDirectory('token'), 'file-token\n')
    const headers = await sent({tokenFile: inDirectory('token')}, {CONSUL_HTTP_TOKEN: 'env-token'})
    expect(headers).toMatchObject({'x-consul-token': 'file-token'})
  })

  it('comes with user and password, from the environment or the address', async () => {
    const authorization = `Basic ${Buffer.from('user:pass').toString('base64')}`
    expect(await sent({}, {CONSUL_HTTP_AUTH: 'user:pass'})).toMatchObject({authorization})
    const httpAddr = proxy.address.replace('//', '//user:pass@')
    expect(await sent({httpAddr})).toMatchObject({authorization})
  })

  it('refuses to write where it may only read', async () => {
    const client = await connect(resolveConfig({httpAddr: proxy.address, readOnly: true}, {}))
    await expect(client.send({method: 'PUT', path: '/v1/kv/x'})).rejects.toMatchObject({kind: 'readOnly'})
    await client.close()
  })

  it('reads a folder of CAs, but not the folders in it', async () => {
    await mkdir(inDirectory('cas/old'), {recursive: true})
    await writeFile(inDirectory('cas/one.pem'), '')
    const client = await connect(resolveConfig({httpAddr: proxy.address, caPath: inDirectory('cas')}, {}))
    expect((await readLeader(client)).data).not.toBe('')
    await client.close()
  })

  it.each<[string, (file: string) => Flags]>([
    ['token file', tokenFile => ({tokenFile})],
    ['CA file', caFile => ({caFile})],
    ['CA folder', caPath => ({caPath})],
    ['client certificate', clientCert => ({clientCert})],
    ['client key', clientKey => ({clientKey})],
  ])('is none where the %s is missing, and the reason names it', async (what, flags) => {
    const file = inDirectory('missing.pem')
    expect(await reasonAgainst(flags(file))).toBe(`the ${what} ${file} cannot be read: it does not exist`)
  })

  it('is none where a file is a folder', async () => {
    expect(await reasonAgainst({tokenFile: directory})).toContain(
      `the token file ${directory} cannot be read: `,
    )
  })
})
