import {setImmediate} from 'node:timers/promises'
import type {KvEntry} from '../../api/kv-entry.ts'
import {parseNeedle} from '../text/search.ts'
import {createTimeLimit} from '../time-limit.ts'
import {hasLongLine, type LineMatch, type Match, matchLines} from './match-lines.ts'

/** What was found: the place in the name of a key, or in its value. */
export type Found =
  | {readonly key: string; readonly inKey: Match}
  | {readonly key: string; readonly line: LineMatch}

/** What could not be searched as asked. */
export type Skipped = {
  /** Keys or values for which the regex took too long. */
  readonly slow: number
  /** Values with a line of which only the beginning was searched. */
  readonly cut: number
}

/** A pattern at work. */
export type Matcher = {
  readonly inKeys: (keys: readonly string[], from: number) => Promise<readonly Found[]>
  readonly inValues: (entries: readonly KvEntry[]) => Promise<readonly Found[]>
  readonly skipped: () => Skipped
}

const BATCH_MS = 200
const ITEM_MS = 50

/**
 * Reads `text` or `/regex/`, without regard to case, as filters do; undefined while there is nothing to look for. A regex
 * that does not come to an end within {@link ITEM_MS} is cut off there, and counted.
 */
export const createMatcher = (text: string): Matcher | {readonly error: string} | undefined => {
  const needle = parseNeedle(text)
  if (needle === undefined) return undefined
  if ('error' in needle) return {error: needle.error.replace(/^\/.*\/\w*: /s, '')}
  const pattern = new RegExp(needle.pattern.source, 'iu')
  const isLiteral = !/^\/.+\/$/s.test(text)
  const within = createTimeLimit()
  let slow = 0
  let cut = 0
  /** All at once; where that takes too long one by one, and between two the screen has its turn. */
  const search = async <Item>(
    items: readonly Item[],
    find: (item: Item) => Found | undefined,
  ): Promise<readonly Found[]> => {
    const findAll = (): readonly Found[] => items.map(find).filter(found => found !== undefined)
    if (isLiteral) return findAll()
    const all = within(findAll, BATCH_MS)
    if (all) return all.result
    const found: Found[] = []
    for (const item of items) {
      if (slow >= TOO_SLOW) break
      const one = within(() => find(item), ITEM_MS)
      if (one === undefined) slow += 1
      else if (one.result) found.push(one.result)
      await setImmediate()
    }
    return found
  }
  const inValue = ({key, value}: KvEntry): Found | undefined => {
    const line = matchLines(textOf(value), pattern, isLiteral)
    return line && {key, line}
  }
  return {
    inKeys: (keys, from) => search(keys, key => inName(key, pattern, from)),
    inValues: entries => {
      if (!isLiteral) cut += entries.filter(({value}) => hasLongLine(textOf(value))).length
      return search(entries, inValue)
    },
    skipped: () => ({slow, cut}),
  }
}

/** A regex that was cut off so often is of no use. */
export const TOO_SLOW = 25

/** Below the folder that is searched: its own name is in every key. */
const inName = (key: string, pattern: RegExp, from: number): Found | undefined => {
  const match = pattern.exec(key.slice(from))
  return match
    ? {key, inKey: {from: from + match.index, to: from + match.index + match[0].length}}
    : undefined
}

/** What is not UTF-8 is searched all the same, for what is text in it. */
const textOf = ({buffer, byteOffset, byteLength}: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString()
