import type {ReactNode} from 'react'
import {useStore} from 'zustand'
import type {RouteEntry} from '../../state/navigation.ts'
import {Line} from '../line.tsx'
import {cutSpans, type Span, span} from '../span.ts'

type Props = {
  readonly entry: RouteEntry
  readonly crumbs: readonly string[]
  /** What the view has to say of its rows. */
  readonly summary: readonly Span[]
  readonly width: number
}

/** Where one is, how many rows there are, and what the filter hides. */
export const Title = ({entry, crumbs, summary, width}: Props): ReactNode => {
  const filter = useStore(entry.table.store, state => state.filter)
  const count = useStore(entry.table.store, ({rows}) => rows.length)
  const shown = useStore(entry.table.store, () => entry.table.visible().length)
  const {error} = entry.table.parsedFilter()
  return (
    <Line
      spans={cutSpans(
        [
          ...crumbs.flatMap((crumb, index) => [
            ...(index === 0 ? [] : [span(' › ', 'dim')]),
            span(crumb, undefined, index === crumbs.length - 1),
          ]),
          ...(filter === '' ? [] : [span(`  ${shown} of ${count} match `, 'dim'), span(filter, 'accent')]),
          ...(error === undefined ? [] : [span(`  ${error}`, 'bad')]),
          ...(summary.length === 0 ? [] : [{text: '  '}, ...summary]),
        ],
        width,
      )}
    />
  )
}
