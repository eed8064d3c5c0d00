import {Box} from 'ink'
import {type ReactNode, useLayoutEffect} from 'react'
import {useStore} from 'zustand'
import {CURSOR_WIDTH} from '../document/document-view.tsx'
import {Line} from '../line.tsx'
import {cutSpans} from '../span.ts'
import type {KeyTable} from './key-table.ts'

type Props = {readonly table: KeyTable; readonly width: number; readonly height: number}

/** The rows of the page that are on the screen, with a bar at the line under the cursor. */
export const KeyBody = ({table, width, height}: Props): ReactNode => {
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
              [
                top + index === cursor
                  ? {text: '▌'.padEnd(CURSOR_WIDTH), tone: 'accent'}
                  : {text: ' '.repeat(CURSOR_WIDTH)},
                ...spans(),
              ],
              width,
            )}
          />
        ))}
    </Box>
  )
}
