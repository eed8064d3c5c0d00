import type {Answer, ConsulClient, QueryOptions, Reply} from './client.ts'
import {arrayOf, type Decoder, field, number, object, string} from './decode.ts'
import {decodeKvEntry, type KvEntry} from './kv-entry.ts'
import {parseKvJson} from './kv-json.ts'
import {encodeOperation, type KvOperation, operationNeeds, operationSize} from './kv-operation.ts'
import {decodeAnswer} from './read.ts'
import type {DefaultTenancy} from './request.ts'
import {describeTooLarge} from './too-large.ts'

/** All of it happened, or nothing. */
export type TransactionOutcome =
  | {
      readonly ok: true
      /** In order, with the new indexes: of a read, a write or a `check-index`, the latter two without the value. */
      readonly results: readonly KvEntry[]
    }
  | {readonly ok: false; readonly errors: readonly TransactionFailure[]}

/** `index` is the place of the operation that could not be done, `what` Consul's own words. */
export type TransactionFailure = {readonly index: number; readonly what: string}

/**
 * `PUT /v1/txn`: up to the limits that `discoverTransactionLimits` finds. One that only reads passes --read-only;
 * what the token may not read is missing from its results.
 * @throws ConsulError `forbidden` where the token may not write; `invalid` where it is too large.
 */
export const transact = async (
  client: ConsulClient,
  operations: readonly KvOperation[],
  options?: QueryOptions,
): Promise<Reply<TransactionOutcome>> => {
  const tenancy = tenancyOf(client, options)
  try {
    const answer = await client.send({
      method: 'PUT',
      path: '/v1/txn',
      body: {json: operations.map(operation => encodeOperation(operation, tenancy))},
      needs: operationNeeds(operations),
      options,
      isAnswer: tellsOfFailure,
    })
    return {data: decodeOutcome(answer), meta: answer.meta}
  } catch (error) {
    throw describeTooLarge(error, 'The transaction', transactionSize(operations, tenancy))
  }
}

/** What the operations of a request are to name: as in its query string. */
export const tenancyOf = ({tenancy}: ConsulClient, options: QueryOptions = {}): DefaultTenancy => ({
  namespace: options.namespace ?? tenancy.namespace,
  partition: options.partition ?? tenancy.partition,
})

/** A refusal by ACLs comes as a 409 too, and is one of the token, not of the operations. */
const tellsOfFailure = (status: number, body: string): boolean =>
  status === 409 && !/"What":"[^"]*(Permission denied|lacks permission)/.test(body)

/** Bytes on the wire: the operations, the commas between them, and the brackets. */
export const transactionSize = (operations: readonly KvOperation[], tenancy?: DefaultTenancy): number =>
  operations.reduce((size, operation) => size + operationSize(operation, tenancy), 0) +
  Math.max(0, operations.length - 1) +
  '[]'.length

const decodeOutcome = (answer: Answer): TransactionOutcome =>
  answer.status === 409
    ? {ok: false, errors: decodeAnswer(answer, decodeErrors)}
    : {ok: true, results: decodeAnswer(answer, decodeResults, parseKvJson)}

const decodeResults: Decoder<readonly KvEntry[]> = object(outcome =>
  field(outcome, 'Results', arrayOf(object(result => field(result, 'KV', decodeKvEntry)))),
)

const decodeErrors: Decoder<readonly TransactionFailure[]> = object(outcome =>
  field(
    outcome,
    'Errors',
    arrayOf(object(error => ({index: field(error, 'OpIndex', number), what: field(error, 'What', string)}))),
  ),
)
