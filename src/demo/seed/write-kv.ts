import type {DemoAgent} from '../cluster-types.ts'
import {request, requestJson} from '../consul-http.ts'
import {type KvEntry, lockedKey} from './kv-tree.ts'

// Consul takes 64 operations in a transaction before 1.14.
const batchSize = 64

/** Writes the entries, a transaction at a time. */
export async function writeKv(
  agent: DemoAgent,
  entries: readonly KvEntry[],
  token: string | undefined,
): Promise<void> {
  for (let start = 0; start < entries.length; start += batchSize) {
    const body = entries.slice(start, start + batchSize).map(({key, value, flags}) => ({
      KV: {Verb: 'set', Key: key, Value: value.toString('base64'), Flags: flags},
    }))
    await requestJson(agent.httpAddress, '/v1/txn', {method: 'PUT', body, token})
  }
}

/** Has a session of the agent hold the locked key; without a TTL it lasts as long as the agent is alive. */
export async function holdLock(agent: DemoAgent, token: string | undefined): Promise<void> {
  const session = {Name: 'deploy-coordinator', Behavior: 'release'}
  const created = await requestJson(agent.httpAddress, '/v1/session/create', {
    method: 'PUT',
    body: session,
    token,
  })
  const id = typeof created === 'object' && created !== null && 'ID' in created ? String(created.ID) : ''
  const body = JSON.stringify({holder: agent.name, purpose: 'only one deploy at a time'})
  const answer = await request(agent.httpAddress, `/v1/kv/${lockedKey}?acquire=${id}`, {
    method: 'PUT',
    body,
    token,
  })
  if (answer.body.trim() !== 'true')
    throw new Error(`The key ${lockedKey} could not be locked: ${answer.body}`)
}
