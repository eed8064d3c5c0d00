import type {Term} from '../table/filter.ts'
import type {TreeRow} from './tree-row.ts'

/** The rows for which every term holds, each below the folders that it lies in. */
export const narrowTree = (rows: readonly TreeRow[], terms: readonly Term[]): readonly TreeRow[] => {
  if (terms.length === 0) return rows
  const kept: TreeRow[] = []
  const above: TreeRow[] = []
  /** How many of the folders above are among the rows that are kept. */
  let keptAbove = 0
  for (const row of rows) {
    keptAbove = Math.min(keptAbove, row.depth)
    if (terms.every(term => holds(term, row) !== term.negated)) {
      for (; keptAbove < row.depth; keptAbove++) kept.push(above[keptAbove] ?? row)
      kept.push(row)
      keptAbove = row.depth + 1
    }
    if (row.kind === 'folder') above[row.depth] = row
  }
  return kept
}

/** A term that holds a slash is looked for in the whole key. */
const holds = ({field, source, matches}: Term, {name, key}: TreeRow): boolean =>
  field === 'text' && matches(source.includes('/') ? key : name)
