import type {Term} from '../table/filter.ts'
import {nameOf, type TreeRow} from './tree-row.ts'

export type TreeFilter = {
  /** The rows for which every term holds, each below the folders that it lies in. Quick for the rows it had last. */
  readonly narrow: (rows: readonly TreeRow[], terms: readonly Term[]) => readonly TreeRow[]
  /** The place of the first of them for which the terms hold themselves. */
  readonly firstHit: () => number
}

export const createTreeFilter = (): TreeFilter => {
  let known: {readonly rows: readonly TreeRow[]; readonly names: Names} | undefined
  let firstHit = 0
  const narrow: TreeFilter['narrow'] = (rows, terms) => {
    firstHit = 0
    if (terms.length === 0) return rows
    if (known?.rows !== rows) known = {rows, names: joined(rows.map(nameOf))}
    const {names} = known
    const answers = terms.map(term => ({negated: term.negated, hits: hitsOf(term, rows, names)}))
    const kept = withFolders(rows, answers)
    firstHit = kept.first
    return kept.rows
  }
  return {narrow, firstHit: () => firstHit}
}

/** The names of all rows in small letters, in one text: to look through that is quicker than to look at each. */
type Names = {readonly text: string; readonly starts: Uint32Array}

/** Nobody can type it. */
const END = '\0'

const joined = (names: readonly string[]): Names => {
  const starts = new Uint32Array(names.length + 1)
  let length = 0
  for (let index = 0; index < names.length; index++) {
    starts[index] = length
    length += (names[index]?.length ?? 0) + END.length
  }
  starts[names.length] = length
  const text = names.join(END).toLowerCase() + END
  // Few letters become longer when they become small; then each name is done by itself.
  if (names.length === 0 || text.length === length) return {text, starts}
  return joined(names.map(name => name.toLowerCase()))
}

/** For each row 1 or 0. */
const hitsOf = ({field, source, matches}: Term, rows: readonly TreeRow[], names: Names): Uint8Array => {
  const hits = new Uint8Array(rows.length)
  if (field !== 'text') return hits
  // A term that holds a slash is looked for in the whole key; so is a pattern with one between its own two.
  if (/^\/.+\/$/s.test(source)) {
    const inKey = source.slice(1, -1).includes('/')
    for (const [index, row] of rows.entries()) hits[index] = matches(inKey ? row.key : nameOf(row)) ? 1 : 0
    return hits
  }
  if (source.includes('/')) {
    for (const [index, {key}] of rows.entries()) hits[index] = matches(key) ? 1 : 0
    return hits
  }
  markHits(hits, source.toLowerCase(), names)
  return hits
}

const markHits = (hits: Uint8Array, wanted: string, {text, starts}: Names): void => {
  let row = 0
  for (let at = text.indexOf(wanted); at !== -1 && at < text.length; at = text.indexOf(wanted, starts[row])) {
    row = rowAt(starts, at, row)
    hits[row] = 1
    row += 1
  }
}

/** The last row that starts at or before a place; mostly it is near. */
const rowAt = (starts: Uint32Array, place: number, from: number): number => {
  let low = from
  let stride = 1
  while ((starts[from + stride] ?? Infinity) <= place) {
    low = from + stride
    stride *= 2
  }
  let high = Math.min(starts.length, from + stride)
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= place) low = middle
    else high = middle
  }
  return low
}

type Answer = {readonly negated: boolean; readonly hits: Uint8Array}

const holds = (answer: Answer | undefined, index: number): boolean =>
  answer === undefined || (answer.hits[index] === 1) !== answer.negated

const withFolders = (
  rows: readonly TreeRow[],
  answers: readonly Answer[],
): {readonly rows: readonly TreeRow[]; readonly first: number} => {
  const kept: TreeRow[] = []
  let firstHit = -1
  const above: TreeRow[] = []
  /** How many of the folders above are among the rows that are kept. */
  let keptAbove = 0
  const [first, ...others] = answers
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]
    if (row === undefined) break
    const {depth} = row
    if (keptAbove > depth) keptAbove = depth
    if (holds(first, index) && (others.length === 0 || others.every(other => holds(other, index)))) {
      for (; keptAbove < depth; keptAbove++) kept.push(above[keptAbove] ?? row)
      if (firstHit === -1) firstHit = kept.length
      kept.push(row)
      keptAbove = depth + 1
    }
    if (row.kind === 'folder') above[depth] = row
  }
  return {rows: kept, first: Math.max(0, firstHit)}
}
