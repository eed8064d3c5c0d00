import {requestJson} from '../../src/demo/consul-http.ts'
import {type CatalogSize, nodeName, type PlannedInstance, planInstances} from './catalog-plan.ts'

/** Consul before 1.14 takes no more in one transaction. */
const OPERATIONS = 64
const AT_ONCE = 6

/**
 * Registers nodes and instances, each instance with one check, through the catalog of a real agent. All pass but one: somewhere
 * in a large cluster something always warns, and where nothing does, Consul wakes those who wait for warnings at every change.
 */
export const seedCatalog = async (address: string, size: CatalogSize): Promise<void> => {
  const nodes = Array.from({length: size.nodes}, (_, index) => nodeOperation(index))
  await send(address, nodes)
  const instances = [...planInstances(size)]
  const operations = instances.flatMap(instance => [
    serviceOperation(instance),
    checkOperation(instance, instance === instances.at(-1) ? 'warning' : 'passing'),
  ])
  await send(address, operations)
}

/** Sets the check of one instance, as its agent would through anti-entropy. */
export const setCheck = (
  address: string,
  instance: PlannedInstance,
  status: 'passing' | 'critical',
): Promise<unknown> =>
  requestJson(address, '/v1/catalog/register', {
    method: 'PUT',
    body: {
      Node: instance.node,
      Address: '10.0.0.1',
      SkipNodeUpdate: true,
      Check: checkOf(instance, status),
    },
  })

type Operation = Readonly<Record<string, unknown>>

const nodeOperation = (index: number): Operation => ({
  Node: {
    Verb: 'set',
    Node: {
      ID: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      Node: nodeName(index),
      Address: `10.${Math.floor(index / 250) + 1}.${index % 250}.1`,
      Meta: {rack: `r${index % 20}`},
    },
  },
})

const serviceOperation = ({node, service, id, tags, port}: PlannedInstance): Operation => ({
  Service: {Verb: 'set', Node: node, Service: {ID: id, Service: service, Tags: tags, Port: port}},
})

const checkOperation = (instance: PlannedInstance, status: string): Operation => ({
  Check: {Verb: 'set', Check: checkOf(instance, status)},
})

const checkOf = ({node, service, id, port}: PlannedInstance, status: string): Operation => ({
  Node: node,
  CheckID: `service:${id}`,
  Name: 'HTTP health',
  Status: status,
  Output: `HTTP GET http://127.0.0.1:${port}/health: ${status === 'passing' ? '200 OK' : '503'}`,
  ServiceID: id,
  ServiceName: service,
})

const send = async (address: string, operations: readonly Operation[]): Promise<void> => {
  const batches = batchesOf(operations)
  const sender = async (): Promise<void> => {
    for (const batch of batches) await requestJson(address, '/v1/txn', {method: 'PUT', body: batch})
  }
  await Promise.all(Array.from({length: AT_ONCE}, sender))
}

/** One iterator shared by all senders: each takes the next batch. */
function* batchesOf(operations: readonly Operation[]): Generator<readonly Operation[]> {
  for (let start = 0; start < operations.length; start += OPERATIONS) {
    yield operations.slice(start, start + OPERATIONS)
  }
}
