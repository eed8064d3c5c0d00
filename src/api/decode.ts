/** Turns a parsed JSON value into a domain value, or throws a {@link Mismatch}. */
export type Decoder<T> = (value: unknown) => T

/** A value that is not what it should be; the place is put together while the error travels outwards. */
export class Mismatch extends Error {
  override readonly name = 'Mismatch'
  place = ''
}

export const string: Decoder<string> = value =>
  typeof value === 'string' ? value : mismatch('a string', value)

export const number: Decoder<number> = value =>
  typeof value === 'number' ? value : mismatch('a number', value)

export const boolean: Decoder<boolean> = value =>
  typeof value === 'boolean' ? value : mismatch('true or false', value)

/** Absent and null are the same to Consul. */
export const optional =
  <T>(decode: Decoder<T>): Decoder<T | undefined> =>
  value =>
    value === null || value === undefined ? undefined : decode(value)

export const withDefault =
  <T>(decode: Decoder<T>, fallback: T): Decoder<T> =>
  value =>
    value === null || value === undefined ? fallback : decode(value)

/** Text that Consul leaves out when there is none. */
export const text: Decoder<string> = withDefault(string, '')

/** Go writes an empty list as null as often as not. */
export const arrayOf =
  <T>(decode: Decoder<T>): Decoder<readonly T[]> =>
  value => {
    if (value === null || value === undefined) return []
    if (!Array.isArray(value)) return mismatch('a list', value)
    const items: T[] = []
    // Places are put together only when something is wrong: answers hold tens of thousands of items.
    try {
      for (const item of value) items.push(decode(item))
    } catch (error) {
      throw outwards(error, `[${items.length}]`)
    }
    return items
  }

/** A map, null when empty. Its keys are data, so it must not inherit any. */
export const recordOf =
  <T>(decode: Decoder<T>): Decoder<Readonly<Record<string, T>>> =>
  value => {
    const entries: Record<string, T> = Object.create(null)
    if (value === null || value === undefined) return entries
    const fields = fieldsOf(value)
    for (const key of Object.keys(fields)) entries[key] = field(fields, key, decode)
    return entries
  }

/** The fields of a JSON object, not looked at yet. */
export type Fields = Readonly<Record<string, unknown>>

/** An object that `build` makes of the fields it knows; all others are dropped. */
export const object =
  <T>(build: (fields: Fields) => T): Decoder<T> =>
  value =>
    build(fieldsOf(value))

export const field = <T>(fields: Fields, name: string, decode: Decoder<T>): T => {
  try {
    return decode(fields[name])
  } catch (error) {
    throw outwards(error, `.${name}`)
  }
}

/** A decoder of strings that returns one copy of each; node names and tags repeat by the thousand. */
export const createInterned = (): Decoder<string> => {
  const seen = new Map<string, string>()
  return value => {
    const fresh = string(value)
    const known = seen.get(fresh)
    if (known !== undefined) return known
    seen.set(fresh, fresh)
    return fresh
  }
}

const fieldsOf = (value: unknown): Fields => {
  if (!isFields(value)) return mismatch('an object', value)
  return value
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const outwards = (error: unknown, place: string): unknown => {
  if (error instanceof Mismatch) error.place = place + error.place
  return error
}

const mismatch = (expected: string, value: unknown): never => {
  throw new Mismatch(`expected ${expected}, got ${kindOf(value)}`)
}

const kindOf = (value: unknown): string => {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
