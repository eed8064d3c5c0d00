import {onTestFinished} from 'vitest'
import {requestJson} from '../../src/demo/consul-http.ts'

type Definition = Readonly<Record<string, unknown>> & {readonly Name: string; readonly ID?: string}

/** Registers a service with an agent as its owner would; it goes when the test ends. */
export async function register(address: string, definition: Definition, token?: string): Promise<void> {
  const id = encodeURIComponent(definition.ID ?? definition.Name)
  await requestJson(address, '/v1/agent/service/register', {method: 'PUT', body: definition, token})
  onTestFinished(async () => {
    // The test may have taken it away itself.
    await requestJson(address, `/v1/agent/service/deregister/${id}`, {method: 'PUT', token}).catch(
      () => undefined,
    )
  })
}

/** A check that the test turns by hand. */
export const ttlCheck = (id: string, status: Status = 'passing') => ({
  CheckID: id,
  Name: id,
  TTL: '1h',
  Status: status,
})

type Status = 'passing' | 'warning' | 'critical'

export async function turnCheck(
  address: string,
  id: string,
  turn: {readonly status: Status; readonly output: string},
): Promise<void> {
  const body = {Status: turn.status, Output: turn.output}
  await requestJson(address, `/v1/agent/check/update/${encodeURIComponent(id)}`, {method: 'PUT', body})
}

/** What an agent itself says it runs, by service id. */
export async function agentServices(address: string): Promise<Readonly<Record<string, unknown>>> {
  const services = await requestJson(address, '/v1/agent/services')
  return typeof services === 'object' && services !== null ? {...services} : {}
}

/** The status of one check as an agent itself has it. */
export async function agentChecks(
  address: string,
): Promise<Readonly<Record<string, {readonly Status: string; readonly Notes: string}>>> {
  return (await requestJson(address, '/v1/agent/checks')) as Readonly<
    Record<string, {readonly Status: string; readonly Notes: string}>
  >
}
