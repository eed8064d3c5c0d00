import {Box} from 'ink'
import {type ReactNode, useLayoutEffect} from 'react'
import {useStore} from 'zustand'
import type {Table} from '../../state/table/table.ts'
import {Line} from '../line.tsx'
import {cutSpans} from '../span.ts'
import type {DocumentLine} from './document.ts'

/** The columns the cursor's bar takes from every line. */
export const CURSOR_WIDTH = 2

type Props = {readonly table: Table<DocumentLine>; readonly width: number; readonly height: number}

/** A page of details. A bar at the left marks the line under the cursor, so that its colours stay. */
export const DocumentView = ({table, width, height}: Props): ReactNode => {
  const {top} = useStore(table.store)
  useLayoutEffect(() => table.setHeight(height), [table, height])
  const cursor = table.cursorIndex()
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      {table
        .visible()
        .slice(top, top + height)
        .map(({id, spans}, index) => (
          <Line
            key={id}
            spans={cutSpans(
              [top + index === cursor ? {text: '▌ ', tone: 'accent'} : {text: '  '}, ...spans],
              width,
            )}
          />
        ))}
    </Box>
  )
}
