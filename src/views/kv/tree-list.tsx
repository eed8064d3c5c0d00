import {Box} from 'ink'
import {memo, type ReactNode, useEffect, useLayoutEffect} from 'react'
import {useStore} from 'zustand'
import {glows, newsOf} from '../../state/kv/tree.ts'
import type {TreeTable} from '../../state/kv/tree-table.ts'
import {fit} from '../../terminal/width.ts'
import {useApp} from '../app-context.ts'
import {Line} from '../line.tsx'
import {cutSpans, widthOf} from '../span.ts'
import {useNow} from '../use-now.ts'
import {folderNote} from './folder-note.ts'
import {lastEventAt, nameWidthOf, type TreeLine, treeLineSpans} from './tree-line.ts'

type Props = {
  readonly table: TreeTable
  readonly width: number
  /** With the heading. */
  readonly height: number
  /** What may be hidden, where ACLs hide something. */
  readonly hidden: string | undefined
}

/** The rows of the tree that are on the screen. */
export const TreeList = ({table, width, height, hidden}: Props): ReactNode => {
  const {top} = useStore(table.store)
  const state = useStore(table.tree.store)
  const seen = useSeen()
  const body = Math.max(1, height - 1)
  useLayoutEffect(() => table.setHeight(body), [table, body])
  const rows = table.visible().slice(top, top + body)
  const lines = rows.map(row => ({
    row,
    isOpen: state.open.has(row.key),
    note: row.kind === 'folder' ? folderNote(state, row, hidden) : '',
    seen: row.kind === 'key' ? seen.get(row.key) : undefined,
    news: newsOf(state, row),
  }))
  const now = useGlowTime(
    table,
    lines.map(line => lastEventAt(line.seen, line.news)),
  )
  const cursor = table.cursorIndex()
  const nameWidth = nameWidthOf(width)
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0}>
      <Line spans={cutSpans([{text: `${fit('  KEY', nameWidth)}  VALUE`, tone: 'dim', bold: true}], width)} />
      {lines.map((line, index) => (
        <TreeRowLine
          key={line.row.id}
          {...line}
          now={glows(lastEventAt(line.seen, line.news), now) ? now : 0}
          width={width}
          selected={top + index === cursor}
        />
      ))}
    </Box>
  )
}

const useSeen = () => {
  const seen = useApp().seenKeys()
  useStore(seen.store)
  return seen
}

/** The time while something has just happened; what was deleted goes when it has been seen for long enough. */
const useGlowTime = ({tree}: TreeTable, eventTimes: readonly number[]): number => {
  const {clock} = useApp()
  const {listings} = useStore(tree.store)
  const hasNews = listings.values().some(({news}) => news.size > 0)
  const isGlowing = hasNews || eventTimes.some(at => glows(at, clock.now()))
  const now = useNow(isGlowing)
  useEffect(() => {
    if (hasNews) tree.forget(now)
  }, [tree, hasNews, now])
  return isGlowing ? now : 0
}

type RowProps = TreeLine & {readonly width: number; readonly selected: boolean}

/** One row; drawn again only when something about it changes. */
const TreeRowLine = memo(({width, selected, ...line}: RowProps): ReactNode => {
  const spans = cutSpans(treeLineSpans(line, width), width)
  if (!selected) return <Line spans={spans} />
  const text = spans.map(span => span.text).join('')
  return <Line spans={[{text: text + ' '.repeat(Math.max(0, width - widthOf(spans))), inverse: true}]} />
})
