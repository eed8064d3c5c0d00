import {createServer, type RequestListener, type Server} from 'node:http'
import {afterEach, describe, expect, it} from 'vitest'
import {isAgentRunning} from '../../scripts/setup/running-agent.mjs'

let server: Server | undefined

afterEach(() => void server?.close())

async function listen(listener: RequestListener): Promise<string> {
  const listening = createServer(listener)
  server = listening
  await new Promise<void>(resolve => listening.listen(0, '127.0.0.1', resolve))
  const address = listening.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/v1/status/leader`
}

describe('the agent at the default address', () => {
  it.each([
    [200, '"10.0.0.1:8300"', true],
    [200, '""', true],
    [500, 'No cluster leader', true],
    [403, 'ACL not found', true],
    [400, 'Client sent an HTTP request to an HTTPS server.', true],
    [200, '<html>', false],
    [404, '', false],
  ])('answering %i with %s is an agent: %s', async (status, body, expected) => {
    const url = await listen((_, response) => void response.writeHead(status).end(body))
    expect(await isAgentRunning({url, timeoutMs: 10_000})).toBe(expected)
  })

  it('is none when the connection is refused', async () => {
    const url = await listen(() => {})
    await new Promise(resolve => server?.close(resolve))
    expect(await isAgentRunning({url})).toBe(false)
  })

  it('is none when nothing is answered', async () => {
    const url = await listen(() => {})
    expect(await isAgentRunning({url, timeoutMs: 50})).toBe(false)
    server?.closeAllConnections()
  })
})
