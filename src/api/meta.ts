/** What Consul says about an answer in its headers. */
export type QueryMeta = {
  /** Where a blocking read continues: digits, kept as text because event lists exceed 2^53. */
  readonly index?: string | undefined
  /** Advisory: with streaming Consul has said false on healthy answers (hashicorp/consul 9776). */
  readonly knownLeader?: boolean | undefined
  /** How long the answering server has been without word from the leader. */
  readonly lastContactMs?: number | undefined
  /** True if ACLs took something out of the answer; Consul 1.11 and later. */
  readonly filteredByAcls: boolean
}

export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/** Reads the `X-Consul-*` headers; `trustIndex` is false where Consul sends a meaningless index, as on a 500. */
export const readMeta = (headers: Headers, trustIndex: boolean): QueryMeta => ({
  index: trustIndex ? digits(headers['x-consul-index']) : undefined,
  knownLeader: boolean(headers['x-consul-knownleader']),
  lastContactMs: number(headers['x-consul-lastcontact']),
  filteredByAcls: headers['x-consul-results-filtered-by-acls'] === 'true',
})

type HeaderValue = Headers[string]

const digits = (value: HeaderValue): string | undefined =>
  typeof value === 'string' && /^\d+$/.test(value) ? value : undefined

const number = (value: HeaderValue): number | undefined => {
  const text = digits(value)
  return text === undefined ? undefined : Number(text)
}

const boolean = (value: HeaderValue): boolean | undefined =>
  value === 'true' ? true : value === 'false' ? false : undefined
