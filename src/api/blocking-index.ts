/**
 * The index to ask with next. Indexes are opaque uint64 strings (event lists use all 64 bits), compared as bigint.
 * Rules: https://developer.hashicorp.com/consul/api-docs/features/blocking
 */
export const nextIndex = (previous: string | undefined, returned: string | undefined): string | undefined => {
  if (returned === undefined) return undefined
  const next = BigInt(returned)
  if (next < 1n) return '1' // zero would make the next request spin
  if (previous !== undefined && next < BigInt(previous)) return undefined // went backwards: start over
  return returned
}
