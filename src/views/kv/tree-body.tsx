import {Box} from 'ink'
import type {ReactNode} from 'react'
import {useStore} from 'zustand'
import type {TreeTable} from '../../state/kv/tree-table.ts'
import {CONNECTING} from '../../state/live.ts'
import {Message} from '../chrome/message.tsx'
import {Line} from '../line.tsx'
import {Unanswered} from '../list-body.tsx'
import {folderNote} from './folder-note.ts'
import {TreeList} from './tree-list.tsx'
import {ValuePane} from './value-pane.tsx'

type Props = {
  readonly table: TreeTable
  readonly width: number
  readonly height: number
  readonly hidden: string | undefined
}

/** The tree with the value beside or below it, or in its place the reason why there is nothing to show. */
export const TreeBody = ({table, width, height, hidden}: Props): ReactNode => {
  const {tree} = table
  const {listings, troubles, rows} = useStore(tree.store)
  const {filter, rows: taken} = useStore(table.store)
  if (!listings.has(tree.root)) {
    const error = troubles.get(tree.root)
    return <Unanswered live={{...CONNECTING, ...(error && {error})}} height={height} />
  }
  if (taken !== rows) return <Box height={height} flexShrink={0} />
  if (table.visible().length > 0) return <Panes table={table} width={width} height={height} hidden={hidden} />
  if (rows.length > 0)
    return (
      <Message title={`Nothing matches ${filter}`} details={['Esc clears the filter.']} height={height} />
    )
  if (hidden !== undefined)
    return <Message title="Hidden by ACL" details={[hidden]} height={height} tone="bad" />
  const nothing = tree.root === '' ? 'There are no keys here yet.' : 'There is nothing in this folder.'
  return <Message title={nothing} details={['a adds a key.']} height={height} />
}

/** From these on there is room for the value, at the right or below. */
const WIDE = 100
const HIGH = 15

const Panes = ({table, width, height, hidden}: Props): ReactNode => {
  const row = table.current()
  const state = useStore(table.tree.store)
  useStore(table.store)
  const note = row?.kind === 'folder' ? folderNote(state, row, hidden) : ''
  if (width >= WIDE) {
    const left = Math.floor(width * 0.52)
    return (
      <Box height={height} flexShrink={0}>
        <TreeList table={table} width={left} height={height} hidden={hidden} />
        <Box flexDirection="column" width={3} height={height} flexShrink={0}>
          {Array.from({length: height}, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line between the panes is its place.
            <Line key={index} spans={[{text: ' │', tone: 'dim'}]} />
          ))}
        </Box>
        <ValuePane row={row} note={note} width={width - left - 3} height={height} />
      </Box>
    )
  }
  const below = height >= HIGH ? Math.floor(height * 0.45) : 0
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <TreeList table={table} width={width} height={height - below} hidden={hidden} />
      {below > 0 && <ValuePane row={row} note={note} width={width} height={below} />}
    </Box>
  )
}
