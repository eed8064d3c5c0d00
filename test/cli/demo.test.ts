import {fileURLToPath} from 'node:url'
import {expect, it} from 'vitest'
import {lictor} from './lictor.ts'

const server = fileURLToPath(new URL('../support/demo-server.ts', import.meta.url))
/** What the program is started again as: a demo of two agents. */
const self = [process.execPath, '-e', `import(${JSON.stringify(server)})`]

it('opens the demo on its own cluster, whatever the environment says of another', async () => {
  const env = {
    CONSUL_HTTP_ADDR: 'h:port',
    CONSUL_HTTP_SSL_VERIFY: 'maybe',
    CONSUL_HTTP_TOKEN_FILE: '/no/such/file',
  }
  const {code, err} = await lictor(['demo'], {env, self})
  expect(err).toContain('Waiting for a leader')
  expect([code, err.split('\n').at(-2)]).toEqual([64, expect.stringContaining('this is not a terminal')])
})

it('says why there is no demo where Consul is missing', async () => {
  const missing = [
    process.execPath,
    '-e',
    `process.argv = ['', '', '', 'no-such-consul']; import(${JSON.stringify(server)})`,
  ]
  const {code, err} = await lictor(['demo'], {self: missing})
  expect([code, err]).toEqual([1, expect.stringContaining('no-such-consul')])
})
