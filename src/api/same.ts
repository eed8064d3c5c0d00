/**
 * Structural equality of decoded values: plain objects, arrays, byte arrays and primitives.
 * A blocking query that returns is no promise of a change (consul-wire 5.1, rule 4); this decides.
 */
export const same = (left: unknown, right: unknown): boolean => {
  if (Object.is(left, right)) return true
  if (!isObject(left) || !isObject(right)) return false
  // As records they would be compared by half a million property names.
  if (left instanceof Uint8Array) return right instanceof Uint8Array && Buffer.compare(left, right) === 0
  return Array.isArray(left) ? sameArrays(left, right) : sameRecords(left, right)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const sameArrays = (left: readonly unknown[], right: unknown): boolean =>
  Array.isArray(right) &&
  left.length === right.length &&
  left.every((value, position) => same(value, right[position]))

const sameRecords = (left: Record<string, unknown>, right: Record<string, unknown>): boolean => {
  if (Array.isArray(right)) return false
  const keys = Object.keys(left)
  if (keys.length !== Object.keys(right).length) return false
  return keys.every(key => Object.hasOwn(right, key) && same(left[key], right[key]))
}
