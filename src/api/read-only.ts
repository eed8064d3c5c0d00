import type {ConsulRequest} from './request.ts'

/** Whether a request changes nothing whatever the answer; the one gate that --read-only has. */
export const isRead = ({method, path, body}: ConsulRequest): boolean => {
  if (method === 'GET') return true
  // Asks what the token may do.
  if (method === 'POST') return path === '/v1/internal/acl/authorize'
  return (
    method === 'PUT' && path === '/v1/txn' && body !== undefined && 'json' in body && readsOnly(body.json)
  )
}

/** Judged by what is sent, and anything not known to read counts as a write. */
const readsOnly = (operations: unknown): boolean =>
  Array.isArray(operations) &&
  operations.every(operation => {
    const {KV: kv, ...others} = recordOf(operation)
    const {Verb: verb, Key: _k, Index: _i, Namespace: _n, Partition: _p, ...rest} = recordOf(kv)
    return isEmpty(others) && isEmpty(rest) && readingVerbs.has(verb)
  })

const readingVerbs: ReadonlySet<unknown> = new Set(['get', 'get-tree', 'check-index', 'check-not-exists'])

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? {...value} : {}

const isEmpty = (fields: Readonly<Record<string, unknown>>): boolean => Object.keys(fields).length === 0
