import {execFile, spawn} from 'node:child_process'
import {once} from 'node:events'
import {hostname} from 'node:os'
import {promisify} from 'node:util'
import {beforeAll, describe, expect, inject, it} from 'vitest'
import {parse} from 'yaml'
import {requestJson} from '../../src/demo/consul-http.ts'
import {uniqueName} from '../support/cluster.ts'
import {lictor} from './lictor.ts'

const {entry} = inject('cluster')

type Commands = {
  readonly pre: readonly string[]
  readonly success: readonly string[]
  readonly failure: readonly string[]
}

const hooks = async (...args: readonly string[]): Promise<Commands> => {
  const {code, out} = await lictor(['hooks', ...args], {env: {CONSUL_HTTP_ADDR: entry.httpAddress}})
  expect(code).toBe(0)
  return parse(out).commands
}

/** As Stretcher runs them: by sh, with its log on standard input. */
const runHook = async ([command = '']: readonly string[], stdin: string): Promise<number | null> => {
  const child = spawn('sh', ['-c', command], {stdio: ['pipe', 'ignore', 'ignore']})
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(stdin)
  const [code] = await once(child, 'exit')
  return code
}

const shown = async (
  category: string,
): Promise<{readonly text: string; readonly status: number; readonly atMs: number}> => {
  const answer = await requestJson(entry.httpAddress, `/v1/kv/dashboard/${category}/${hostname()}`)
  const [{Value, Flags}] = answer as readonly [{readonly Value: string; readonly Flags: number}]
  return {
    text: Buffer.from(Value, 'base64').toString().trim(),
    status: Flags % 1000,
    atMs: Flags - (Flags % 1000),
  }
}

let hasCurl = true
beforeAll(async () => {
  hasCurl = await promisify(execFile)('curl', ['--version']).then(
    () => true,
    () => false,
  )
})

describe('lictor hooks', () => {
  it('prints lines for a manifest that tell consul-kv-dashboard how a deploy goes', async context => {
    if (!hasCurl) context.skip('curl is not on this machine')
    const category = uniqueName('web')
    const {pre, success, failure} = await hooks('--category', category)
    const before = Math.floor(Date.now() / 1000) * 1000
    expect(await runHook(pre, '')).toBe(0)
    expect(await shown(category)).toMatchObject({text: 'started', status: 3})
    expect(await runHook(success, 'Loading\nDeploy manifest succeeded.\n')).toBe(0)
    expect(await shown(category)).toMatchObject({text: 'Deploy manifest succeeded.', status: 0})
    expect(await runHook(failure, 'Loading\nDeploy manifest failed: no space left\n')).toBe(0)
    const {text, status, atMs} = await shown(category)
    expect([text, status]).toEqual(['Loading\nDeploy manifest failed: no space left', 2])
    expect(atMs).toBeGreaterThanOrEqual(before)
  })

  it('lets no deploy fail because Consul cannot be told', async () => {
    const {pre} = await hooks('deploy', '-http-addr=127.0.0.1:1')
    expect(await runHook(pre, '')).toBe(0)
  })

  it('takes the event for the category, and what a shell would read for none', async () => {
    expect((await hooks('deploy_web_production')).pre[0]).toContain('/dashboard/deploy_web_production/')
    expect(await lictor(['hooks', '--category', 'a b; reboot'])).toMatchObject({code: 64, out: ''})
  })
})
