/** What a row says of itself to the filter; a field that is absent has no meaning for this kind of row. */
export type Facts = {
  readonly text: readonly string[]
  readonly tag?: readonly string[]
  readonly node?: readonly string[]
  readonly status?: readonly string[]
  /** The metadata, or where only the server has it, whether it says that the term holds. */
  readonly meta?: Readonly<Record<string, string>> | ((term: Term) => boolean)
}

type Field = keyof Facts

/** One word of a filter; all of them must hold. */
export type Term = {
  readonly field: Field
  /** The metadata key, of a `meta.key:` term. */
  readonly key?: string
  readonly negated: boolean
  readonly source: string
  readonly matches: (value: string) => boolean
}

export type ParsedFilter = {readonly terms: readonly Term[]; readonly error?: string}

const WORDS = /!?(?:(?:tag|node|status|meta\.[^:\s]+):)?\/(?:\\.|[^/\\])+\/(?!\S)|\S+/g

const FIELD = /^(tag|node|status|meta\.([^:]+)):(.*)$/s

/**
 * Reads `text`, `tag:`, `node:`, `status:`, `meta.key:` and `/regex/`, each inverted by a leading `!`.
 * Text is matched anywhere and without regard to case. A regex that cannot be read is reported, never thrown.
 */
export const parseFilter = (text: string): ParsedFilter => {
  const terms: Term[] = []
  for (const word of words(text)) {
    const term = parseTerm(word)
    if (typeof term === 'string') return {terms, error: term}
    if (term) terms.push(term)
  }
  return {terms}
}

/** Splits on blanks outside of a pattern that is a `/…/` as a whole. */
const words = (text: string): readonly string[] => text.match(WORDS)?.filter(word => word !== '!') ?? []

const parseTerm = (word: string): Term | string | undefined => {
  const negated = word.startsWith('!')
  const bare = negated ? word.slice(1) : word
  const field = FIELD.exec(bare)
  const pattern = field?.[3] ?? bare
  const matches = matcher(pattern)
  if (typeof matches === 'string') return matches
  const key = field?.[2]
  if (field && pattern === '' && key === undefined) return undefined // still typing
  const name = field === null ? 'text' : key === undefined ? (field[1] as Field) : 'meta' // the regex allows no other
  return {field: name, negated, source: pattern, matches, ...(key !== undefined && {key})}
}

const matcher = (pattern: string): ((value: string) => boolean) | string => {
  const regex = /^\/(.+)\/$/s.exec(pattern)?.[1]
  if (regex === undefined) {
    const wanted = pattern.toLowerCase()
    return value => value.toLowerCase().includes(wanted)
  }
  try {
    const compiled = new RegExp(regex, 'iu')
    return value => compiled.test(value)
  } catch (error) {
    return error instanceof Error ? error.message.replace('Invalid regular expression: ', '') : 'not a regex'
  }
}

/** Keeps the rows for which every term holds. */
export const filterRows = <Row>(
  rows: readonly Row[],
  terms: readonly Term[],
  factsOf: (row: Row) => Facts,
): readonly Row[] => {
  if (terms.length === 0) return rows
  return rows.filter(row => {
    const facts = factsOf(row)
    return terms.every(term => holds(term, facts) !== term.negated)
  })
}

const holds = (term: Term, facts: Facts): boolean => {
  const {field, key = '', matches} = term
  if (field !== 'meta') return facts[field]?.some(matches) ?? false
  if (typeof facts.meta === 'function') return facts.meta(term)
  const value = facts.meta?.[key]
  return value !== undefined && matches(value)
}
