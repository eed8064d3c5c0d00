import {parentFolder} from './key-names.ts'
import {type Listing, placeOf} from './listing.ts'
import type {TreeRow} from './tree-row.ts'

/**
 * The rows of a tree from top to bottom: those of the root, and below each open folder its own. Listings are copied in
 * stretches, so that a folder of 200,000 keys costs no more than the copy of its pointers.
 */
export const flatten = (
  root: string,
  open: ReadonlySet<string>,
  listings: ReadonlyMap<string, Listing>,
): readonly TreeRow[] => {
  const openIn = Map.groupBy(open, parentFolder)
  const rowsBelow = (folder: string): readonly TreeRow[] => {
    const {rows = []} = listings.get(folder) ?? {}
    const places = (openIn.get(folder) ?? [])
      .filter(inner => inner !== folder && listings.has(inner))
      .map(inner => ({inner, at: folderPlace(rows, inner)}))
      .filter(({at}) => at !== -1)
      .toSorted((left, right) => left.at - right.at)
    if (places.length === 0) return rows
    const stretches: (readonly TreeRow[])[] = []
    let done = 0
    for (const {inner, at} of places) {
      stretches.push(rows.slice(done, at + 1), rowsBelow(inner))
      done = at + 1
    }
    return NONE.concat(...stretches, rows.slice(done))
  }
  return rowsBelow(root)
}

const NONE: readonly TreeRow[] = []

/** Where the row of a folder is among those of the folder around it, or -1. */
const folderPlace = (rows: readonly TreeRow[], folder: string): number => {
  const at = placeOf(rows, folder)
  return rows[at]?.kind === 'folder' && rows[at]?.key === folder ? at : -1
}
