import {Box} from 'ink'
import type {ReactNode} from 'react'
import {useStore} from 'zustand'
import {type TreeTable, treeTableOf} from '../../state/kv/tree-table.ts'
import {CONNECTING} from '../../state/live.ts'
import {Title} from '../chrome/title.tsx'
import {count} from '../format.ts'
import type {ViewProps} from '../route-view.ts'
import {type Span, span} from '../span.ts'
import {useHidden} from '../use-hidden.ts'
import {crumbsOf} from './key-text.ts'
import {TreeBody} from './tree-body.tsx'
import {useTree} from './use-tree.ts'

type Props = ViewProps & {readonly folder?: string}

/** The tree of keys, of all of them or of one folder. */
export const KvView = ({entry, folder = '', width, height}: Props): ReactNode => {
  const table = treeTableOf(entry)
  if (table === undefined) throw new Error('this route shows a tree')
  useTree(table)
  const hidden = useHidden(['key'], CONNECTING)
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Title entry={entry} crumbs={crumbsOf(folder)} summary={useSummary(table, hidden)} width={width} />
      <TreeBody table={table} width={width} height={height - 1} hidden={hidden} />
    </Box>
  )
}

/** What is directly in the root, and whether that may be less than there is. */
const useSummary = (table: TreeTable, hidden: string | undefined): readonly Span[] => {
  const {tree} = table
  const {listings} = useStore(tree.store)
  const filter = useStore(table.store, state => state.filter)
  const listing = listings.get(tree.root)
  if (listing === undefined) return []
  const counts = [
    listing.folders > 0 && count(listing.folders, 'folder'),
    listing.keys > 0 && count(listing.keys, 'key'),
  ]
    .filter(Boolean)
    .join(', ')
  return [
    ...(filter === '' ? [span(counts, 'dim')] : []),
    ...(hidden && listing.items.length > 0 ? [span('  some hidden by ACL', 'warn')] : []),
  ]
}
