import type {LineMatch, Match} from './match-lines.ts'
import type {Found} from './matcher.ts'

/** A key that was found: by its name, by its value, or by both. */
export type SearchHit = {readonly key: string; readonly inKey?: Match; readonly line?: LineMatch}

/** More than that nobody reads, and a narrower pattern is quicker. */
export const MOST_HITS = 10_000

export type SearchResults = {
  /** Takes what was found, up to {@link MOST_HITS} keys; whether there is room for more. */
  readonly add: (found: readonly Found[]) => boolean
  readonly count: () => number
  /** In the order in which they were found, those by name first; a new list only where something has been added. */
  readonly list: () => readonly SearchHit[]
}

export const createSearchResults = (): SearchResults => {
  const hits = new Map<string, SearchHit>()
  let listed: readonly SearchHit[] | undefined = []
  return {
    add: found => {
      for (const each of found) {
        const known = hits.get(each.key)
        if (known === undefined && hits.size >= MOST_HITS) return false
        hits.set(each.key, {...known, ...each})
        listed = undefined
      }
      return true
    },
    count: () => hits.size,
    list: () => {
      listed ??= [...hits.values()]
      return listed
    },
  }
}
