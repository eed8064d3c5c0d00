import type {TargetFilters} from '../../deploy/targets/filters.ts'

/** The filters as they are typed, or why they cannot be read. */
export type TypedFilters = {readonly filters: TargetFilters} | {readonly problem: string}

export const FILTER_NAMES = ['node', 'service', 'tag'] as const

type FilterName = (typeof FILTER_NAMES)[number]

/** Reads `node:RE service:RE tag:RE`, in any order. No filter has a blank in it, since no name has. */
export const parseFilters = (text: string): TypedFilters => {
  const filters: Partial<Record<FilterName, string>> = {}
  for (const word of text.split(/\s+/).filter(word => word !== '')) {
    const [, given, pattern = ''] = /^(\w+):(.*)$/s.exec(word) ?? []
    const name = FILTER_NAMES.find(known => known === given)
    if (name === undefined) return {problem: `${word} is none of node:RE, service:RE and tag:RE`}
    if (filters[name] !== undefined) return {problem: `there is one ${name}: at the most`}
    if (pattern !== '') filters[name] = pattern
  }
  return {filters}
}

/** As {@link parseFilters} reads them; empty for none. */
export const formatFilters = (filters: TargetFilters): string =>
  FILTER_NAMES.flatMap(name => (filters[name] ? [`${name}:${filters[name]}`] : [])).join(' ')
