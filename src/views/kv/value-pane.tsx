import {Box} from 'ink'
import {type ReactNode, useMemo} from 'react'
import type {TreeRow} from '../../state/kv/tree-row.ts'
import {Line} from '../line.tsx'
import {cutSpans, span} from '../span.ts'
import {useKey} from '../value/use-key.ts'
import {valueRows} from '../value/value-rows.ts'
import {keyText} from './key-text.ts'
import {paneLines} from './pane-lines.ts'
import {useCalm} from './use-calm.ts'

type Props = {
  readonly row: TreeRow | undefined
  /** What is to be said of a folder. */
  readonly note: string
  readonly width: number
  readonly height: number
}

/** How long the cursor rests on a key before it is asked for. */
const CALM_MS = 150

/** Beside the tree: the key under the cursor, with as much of its value as there is room for. */
export const ValuePane = ({row, note, width, height}: Props): ReactNode => {
  const key = row?.kind === 'key' ? row.key : undefined
  const isCalm = useCalm(key, CALM_MS) === key
  const known = useKey(key, isCalm)
  const entry = known.seen?.entry
  const rows = useMemo(() => entry && valueRows(entry, {mode: 'pretty', width}), [entry, width])
  const title = row === undefined ? '' : keyText(row.key)
  const lines =
    key === undefined ? [[span(note, 'dim')]] : paneLines(known, rows, {width, height: height - 1})
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0}>
      <Line spans={cutSpans([span(`─── ${title} `.padEnd(width, '─'), 'dim')], width)} />
      {lines.map((spans, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line of the pane is its place.
        <Line key={index} spans={cutSpans(spans, width)} />
      ))}
    </Box>
  )
}
