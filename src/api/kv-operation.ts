import type {AclRule} from './acl-rule.ts'
import {checkKey} from './key-path.ts'
import type {DefaultTenancy} from './request.ts'

type Content = {readonly key: string; readonly value: Uint8Array; readonly flags?: bigint | undefined}
type AtIndex = {
  readonly key: string /** Digits: the ModifyIndex that must still hold. */
  readonly index: string
}

/** One step of a transaction: https://developer.hashicorp.com/consul/api-docs/txn */
export type KvOperation =
  | ({readonly verb: 'set'} & Content)
  /** Index `0`: the key must not exist. */
  | ({readonly verb: 'cas'} & Content & AtIndex)
  | ({readonly verb: 'lock' | 'unlock'; readonly session: string} & Content)
  | {readonly verb: 'delete' | 'get' | 'get-tree' | 'check-not-exists'; readonly key: string}
  | ({readonly verb: 'delete-cas' | 'check-index'} & AtIndex)

/**
 * As Consul wants it. A transaction may span namespaces, so each operation names its own: what the query string says
 * is not enough (Enterprise). @throws ConsulError `invalid` for a key that cannot be one.
 */
export const encodeOperation = (operation: KvOperation, tenancy: DefaultTenancy = {}): object =>
  wireForm(operation, tenancy, value => Buffer.from(value).toString('base64'))

/** How many bytes {@link encodeOperation} takes as JSON, found without encoding the value. */
export const operationSize = (operation: KvOperation, tenancy: DefaultTenancy = {}): number => {
  const value = 'value' in operation ? base64Size(operation.value.byteLength) : 0
  return Buffer.byteLength(JSON.stringify(wireForm(operation, tenancy, () => ''))) + value
}

/** How many characters so many bytes take in base64. */
export const base64Size = (bytes: number): number => 4 * Math.ceil(bytes / 3)

const wireForm = (
  operation: KvOperation,
  {namespace, partition}: DefaultTenancy,
  encode: (value: Uint8Array) => string,
): object => {
  checkKey(operation.key)
  return {
    KV: {
      Verb: operation.verb,
      Key: operation.key,
      ...('value' in operation ? {Value: encode(operation.value)} : {}),
      ...('flags' in operation && operation.flags !== undefined ? {Flags: integer(operation.flags)} : {}),
      ...('index' in operation ? {Index: integer(BigInt(operation.index))} : {}),
      ...('session' in operation ? {Session: operation.session} : {}),
      ...(namespace === undefined ? {} : {Namespace: namespace}),
      ...(partition === undefined ? {} : {Partition: partition}),
    },
  }
}

/** JSON.stringify takes no bigint, and a number may be too short for it. */
const integer = (value: bigint): object => JSON.rawJSON(String(value))

/** What operations ask of the token; writes only where there are any, since reads are filtered instead. */
export const operationNeeds = (operations: readonly KvOperation[]): readonly AclRule[] => {
  const written = [...new Set(operations.filter(isWrite).map(({key}) => key))]
  const named = written.slice(0, rulesNamed).map((name): AclRule => ({...keyWrite, name}))
  return written.length > rulesNamed ? [keyWrite] : named
}

/** More than these would not fit into a sentence. */
const rulesNamed = 3
const keyWrite = {resource: 'key', access: 'write'} as const

const isWrite = ({verb}: KvOperation): boolean =>
  verb !== 'get' && verb !== 'get-tree' && verb !== 'check-index' && verb !== 'check-not-exists'
