import type {Job} from '../../state/jobs.ts'
import {type Span, span} from '../span.ts'

const BAR = 20

/** What runs, how far it is, and how to stop it. */
export const jobSpans = ({title, progress, stopping}: Job): readonly Span[] => {
  const {done = 0, total, unit} = progress ?? {}
  const share = total ? Math.min(1, done / total) : undefined
  const filled = Math.round((share ?? 0) * BAR)
  const counted =
    progress === undefined
      ? ''
      : `${counts(done)}${total === undefined ? '' : ` of ${counts(total)}`} ${unit}`
  return [
    span(`${title} `, 'accent', true),
    ...(share === undefined
      ? []
      : [span('█'.repeat(filled), 'accent'), span('░'.repeat(BAR - filled), 'dim'), span(' ')]),
    span(counted),
    span(stopping ? '  stopping…' : '  Ctrl-X stops it', 'dim'),
  ]
}

const counts = (count: number): string => count.toLocaleString('en-US')
