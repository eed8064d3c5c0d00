import {Box} from 'ink'
import type {ReactNode} from 'react'
import type {HostRow} from '../../state/deploy/host-rows.ts'
import type {DeployJob} from '../../state/deploy/job.ts'
import {printableLines} from '../../terminal/printable.ts'
import {hostWords} from '../deploy/host-words.ts'
import {useSilence} from '../deploy/use-silence.ts'
import {Line, LineList} from '../line.tsx'
import {cutSpans, type Span, span} from '../span.ts'
import {wrapText} from '../wrap-text.ts'

type Props = {
  readonly job: DeployJob
  readonly row: HostRow
  readonly width: number
  readonly height: number
}

/** Below the board: the end of what the host under the cursor has written, or why it says nothing. */
export const HostPanel = ({job, row, width, height}: Props): ReactNode => {
  const {host} = row
  const silence = useSilence(job.info, row)
  const heading = `─── ${span(`${host.node} · ${hostWords(row)}`).text} `
  const lines = silence.length > 0 ? causeLines(silence, width) : outputLines(job, host.node, height - 1)
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Line spans={cutSpans([span(heading.padEnd(width, '─'), 'dim')], width)} />
      <LineList lines={lines.slice(0, height - 1)} width={width} />
    </Box>
  )
}

const causeLines = (causes: readonly string[], width: number): readonly (readonly Span[])[] =>
  causes.flatMap(cause => wrapText(`- ${span(cause).text}`, width)).map(text => [span(text, 'warn')])

/** More than the panel shows is not looked at: the output of a host may be long. */
const TAIL = 16_384

const outputLines = (job: DeployJob, node: string, rows: number): readonly (readonly Span[])[] => {
  const {text} = job.output(node)
  const tail = text.slice(-TAIL).replace(/[\r\n]+$/, '')
  if (tail === '') return [[span('no output', 'dim')]]
  return printableLines(tail)
    .slice(-rows)
    .map(line => [{text: line}])
}
