import {foldersTo} from './tree.ts'
import type {TreeRow} from './tree-row.ts'

/** What of a tree is on the screen. */
export type Shown = {
  /** The folders whose rows are, and the open ones whose own row is. */
  readonly folders: readonly string[]
  readonly keys: readonly string[]
}

type Where = {
  readonly root: string
  readonly open: ReadonlySet<string>
  /** The key that is being looked for. */
  readonly wanted: string | undefined
}

/** What has to be live while these rows are on the screen. */
export const shownIn = (rows: readonly TreeRow[], {root, open, wanted}: Where): Shown => {
  const folders = new Set(rows.length === 0 ? [root] : rows.map(({folder}) => folder))
  for (const {kind, key} of rows) if (kind === 'folder' && open.has(key)) folders.add(key)
  if (wanted !== undefined) for (const folder of [root, ...foldersTo(wanted, root)]) folders.add(folder)
  return {folders: [...folders], keys: rows.filter(({kind}) => kind === 'key').map(({key}) => key)}
}
