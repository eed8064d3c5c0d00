import type {Facts, Term} from './filter.ts'

/** As many as fit into a sentence. */
const NAMED = 8

/**
 * Which words of a filter no row can satisfy, in sentences: a status that does not occur, a field that such rows do not
 * have. Empty where each word matches something and only all of them together do not.
 */
export const whyEmpty = <Row>(
  rows: readonly Row[],
  terms: readonly Term[],
  factsOf: (row: Row) => Facts,
): readonly string[] => {
  const facts = rows.map(factsOf)
  return terms.flatMap(({field, negated, source, matches}) => {
    if (negated || field === 'text' || field === 'meta') return []
    const values = new Set(facts.flatMap(fact => fact[field] ?? []))
    if (facts.every(fact => fact[field] === undefined)) return [`Nothing here has a ${field}.`]
    if (values.values().some(matches)) return []
    const known = [...values].sort()
    const others = known.length > NAMED ? ` and ${known.length - NAMED} more` : ''
    return [`No ${field} here matches ${source}; there are ${known.slice(0, NAMED).join(', ')}${others}.`]
  })
}
