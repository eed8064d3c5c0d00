import {Box} from 'ink'
import {memo, type ReactNode, useLayoutEffect, useMemo} from 'react'
import {useStore} from 'zustand'
import type {SearchHit} from '../../state/kv/search-results.ts'
import type {Table} from '../../state/table/table.ts'
import {Line} from '../line.tsx'
import {barOf} from '../span.ts'
import {type HitLayout, hitSpans, layoutHits} from './hit-spans.ts'

type Props = {
  readonly table: Table<SearchHit>
  readonly folder: string
  readonly width: number
  readonly height: number
}

/** What was found, of which only the rows on the screen are drawn. */
export const HitList = ({table, folder, width, height}: Props): ReactNode => {
  const {top} = useStore(table.store)
  useLayoutEffect(() => table.setHeight(height), [table, height])
  const rows = table.visible()
  const layout = useMemo(() => layoutHits(rows, folder, width), [rows, folder, width])
  const cursor = table.cursorIndex()
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      {rows.slice(top, top + height).map((hit, index) => (
        <Hit key={hit.key} hit={hit} layout={layout} isSelected={top + index === cursor} />
      ))}
    </Box>
  )
}

type HitProps = {readonly hit: SearchHit; readonly layout: HitLayout; readonly isSelected: boolean}

const Hit = memo(({hit, layout, isSelected}: HitProps): ReactNode => {
  const spans = hitSpans(hit, layout)
  return <Line spans={isSelected ? barOf(spans, layout.width) : spans} />
})
