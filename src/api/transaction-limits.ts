import type {ConsulClient, WriteOptions} from './client.ts'
import {encodeOperation, type KvOperation, operationSize} from './kv-operation.ts'
import {sizeLimit} from './too-large.ts'
import {transactionSize} from './transaction.ts'

/** What one transaction may hold on the asked agent. */
export type TransactionLimits = {
  /** 64, and 128 since Consul 1.14. */
  readonly maxOperations: number
  /** Of the request on the wire, values in base64: 524288 unless the agent is told otherwise. */
  readonly maxBytes: number
}

/**
 * Finds the limits by asking for too much in transactions that only read; no endpoint tells them. More than 512 KiB or
 * 4096 operations are not looked for. They hold for the agent, so ask once for each client.
 */
export const discoverTransactionLimits = async (
  client: ConsulClient,
  options?: WriteOptions,
): Promise<TransactionLimits> => {
  const maxBytes = (await refusedLimit(client, [oversized], sizeLimit, options)) ?? ceilings.maxBytes
  const fitting = Math.floor((maxBytes - '[]'.length) / (operationSize(harmless) + ','.length))
  const count = Math.min(ceilings.maxOperations, fitting)
  const many = Array.from({length: count}, () => harmless)
  return {maxBytes, maxOperations: (await refusedLimit(client, many, operationLimit, options)) ?? count}
}

const ceilings: TransactionLimits = {maxOperations: 4096, maxBytes: 512 * 1024}

const harmless: KvOperation = {verb: 'check-not-exists', key: 'a'}

/** One byte more than the default limit; the length of the key is all that matters. */
const oversized: KvOperation = {
  ...harmless,
  key: 'a'.repeat(1 + ceilings.maxBytes - transactionSize([harmless]) + harmless.key.length),
}

/** The limit that a 413 names; undefined where the transaction is taken, whatever then becomes of it. */
const refusedLimit = async (
  client: ConsulClient,
  operations: readonly KvOperation[],
  limitIn: (text: string) => number | undefined,
  options: WriteOptions | undefined,
): Promise<number | undefined> => {
  const answer = await client.send({
    method: 'PUT',
    path: '/v1/txn',
    body: {json: operations.map(operation => encodeOperation(operation))},
    options,
    isAnswer: (status, body) => status === 409 || (status === 413 && limitIn(body) !== undefined),
  })
  return answer.status === 413 ? limitIn(answer.body) : undefined
}

/** `Transaction contains too many operations (65 > 64)` */
const operationLimit = (text: string): number | undefined => {
  const digits = /too many operations \(\d+ > (\d+)\)/.exec(text)?.[1]
  return digits === undefined ? undefined : Number(digits)
}
