import {Box} from 'ink'
import type {ReactNode} from 'react'
import type {InstanceRow} from '../../state/rows/instance-rows.ts'
import {useApp} from '../app-context.ts'
import {checkSpans, outputSpans, statusAge} from '../check-lines.ts'
import {Line} from '../line.tsx'
import {cutSpans, type Span, span} from '../span.ts'
import {useNow} from '../use-now.ts'

type Props = {readonly row: InstanceRow | undefined; readonly width: number; readonly height: number}

/** Below the instances: the checks of the one under the cursor, with as much output as there is room for. */
export const InstancePanel = ({row, width, height}: Props): ReactNode => {
  const {transitions} = useApp().queryContext()
  const now = useNow(row !== undefined)
  const lines: readonly (readonly Span[])[] = row
    ? row.checks.flatMap(check => [
        checkSpans(check, statusAge(check, transitions, now)),
        ...outputSpans(check).slice(0, row.checks.length > height / 2 ? 1 : 3),
      ])
    : []
  const shown = lines.length > height - 1 ? lines.slice(0, height - 2) : lines
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Line spans={cutSpans([span(`─── ${panelTitle(row)} `.padEnd(width, '─'), 'dim')], width)} />
      {shown.map((spans, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line of the panel is its place.
        <Line key={index} spans={cutSpans(spans, width)} />
      ))}
      {shown.length < lines.length && <Line spans={[span('… Enter shows all of it', 'dim')]} />}
    </Box>
  )
}

const panelTitle = (row: InstanceRow | undefined): string => {
  if (row === undefined) return ''
  const {service, node} = row.instance
  return row.checks.length === 0
    ? `${service.id} on ${node.name} has no checks`
    : `${service.id} on ${node.name}`
}
