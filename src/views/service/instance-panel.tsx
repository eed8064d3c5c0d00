import {Box} from 'ink'
import type {ReactNode} from 'react'
import type {InstanceRow} from '../../state/rows/instance-rows.ts'
import {useApp} from '../app-context.ts'
import {checkSpans, outputSpans, statusAge} from '../check-lines.ts'
import {Line, LineList} from '../line.tsx'
import {cutSpans, type Span, span} from '../span.ts'
import {useNow} from '../use-now.ts'

type Props = {readonly row: InstanceRow | undefined; readonly width: number; readonly height: number}

/** Below the instances: the checks of the one under the cursor, with as much output as there is room for. */
export const InstancePanel = ({row, width, height}: Props): ReactNode => {
  const {transitions} = useApp().queryContext()
  const now = useNow(row !== undefined)
  const blocks = (row?.checks ?? []).map(check => [
    checkSpans(check, statusAge(check, transitions, now)),
    ...outputSpans(check),
  ])
  const lines = fitBlocks(blocks, height - 1)
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Line spans={cutSpans([span(`─── ${panelTitle(row)} `.padEnd(width, '─'), 'dim')], width)} />
      <LineList lines={lines} width={width} />
    </Box>
  )
}

type Block = readonly (readonly Span[])[]

/** All lines where they fit, else the first few of each block: a long output may not push the other checks out. */
const fitBlocks = (blocks: readonly Block[], room: number): Block => {
  const all = blocks.flat()
  if (all.length <= room) return all
  const each = Math.max(1, Math.floor((room - 1) / blocks.length))
  const cut = blocks.flatMap(block => block.slice(0, each)).slice(0, room - 1)
  return [...cut, [span('… Enter shows all of it', 'dim')]]
}

const panelTitle = (row: InstanceRow | undefined): string => {
  if (row === undefined) return ''
  const {service, node} = row.instance
  return row.checks.length === 0
    ? `${service.id} on ${node.name} has no checks`
    : `${service.id} on ${node.name}`
}
