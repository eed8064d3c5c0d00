import {randomInt} from 'node:crypto'
import {createSocket} from 'node:dgram'
import {createServer} from 'node:net'

/** The ports of one agent; all of them differ from every other agent's, so that one shared address does too. */
export type AgentPorts = {
  readonly http: number
  readonly dns: number
  readonly serfLan: number
  readonly serfWan: number
  readonly rpc: number
}

export type Endpoint = {readonly address: string; readonly ports: AgentPorts}

// Below the ephemeral ranges of Linux (32768) and of the others (49152), and far from Consul's own 8300-8600.
const lowestPort = 20_000
const highestPort = 32_000

/** Picks an address and five free ports for each agent: a block of 127/8 of its own where the system has one. */
export async function pickEndpoints(count: number): Promise<readonly Endpoint[]> {
  const block = await pickBlock()
  const taken = new Set<number>()
  const endpoints: Endpoint[] = []
  for (let index = 0; index < count; index += 1) {
    const address = block === undefined ? '127.0.0.1' : `${block}.${index + 1}`
    endpoints.push({address, ports: await pickPorts(address, taken)})
  }
  return endpoints
}

async function pickPorts(address: string, taken: Set<number>): Promise<AgentPorts> {
  const next = () => pickPort(address, taken)
  return {
    http: await next(),
    dns: await next(),
    serfLan: await next(),
    serfWan: await next(),
    rpc: await next(),
  }
}

async function pickPort(address: string, taken: Set<number>): Promise<number> {
  for (;;) {
    const port = randomInt(lowestPort, highestPort)
    if (taken.has(port)) continue
    taken.add(port)
    if ((await isTcpFree(address, port)) && (await isUdpFree(address, port))) return port
  }
}

// Linux binds all of 127/8; macOS and the BSDs only what the loopback interface was given.
async function pickBlock(): Promise<string | undefined> {
  const block = `127.${randomInt(1, 255)}.${randomInt(0, 255)}`
  return (await isTcpFree(`${block}.1`, 0)) ? block : undefined
}

function isTcpFree(host: string, port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({host, port, exclusive: true}, () => server.close(() => resolve(true)))
  })
}

function isUdpFree(address: string, port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = createSocket('udp4')
    socket.once('error', () => resolve(false))
    socket.bind({address, port, exclusive: true}, () => socket.close(() => resolve(true)))
  })
}
