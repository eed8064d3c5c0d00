import {Box} from 'ink'
import {type ReactNode, useLayoutEffect} from 'react'
import {useStore} from 'zustand'
import type {Table} from '../../state/table/table.ts'
import {Line} from '../line.tsx'
import {cutSpans, type Span} from '../span.ts'

/** The columns the cursor's bar takes from every line. */
export const CURSOR_WIDTH = 2

/** A line of a page; one that makes its spans does so when it is on the screen. */
type PageLine = {readonly id: string; readonly spans: readonly Span[] | (() => readonly Span[])}

type Props<L> = {readonly table: Table<L>; readonly width: number; readonly height: number}

/** A page of details. A bar at the left marks the line under the cursor, so that its colours stay. */
export const DocumentView = <L extends PageLine>({table, width, height}: Props<L>): ReactNode => {
  const {top} = useStore(table.store)
  useLayoutEffect(() => table.setHeight(height), [table, height])
  const cursor = table.cursorIndex()
  const lines = table.visible().slice(top, top + height)
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      {lines.map(({id, spans}, index) => (
        <Line
          key={id}
          spans={cutSpans(
            [top + index === cursor ? BAR : GAP, ...(typeof spans === 'function' ? spans() : spans)],
            width,
          )}
        />
      ))}
    </Box>
  )
}

const BAR: Span = {text: '▌'.padEnd(CURSOR_WIDTH), tone: 'accent'}
const GAP: Span = {text: ' '.repeat(CURSOR_WIDTH)}
