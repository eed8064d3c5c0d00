import {countWords, type JobRow} from '../../state/deploy/job-rows.ts'
import {TABS} from '../../state/navigation.ts'
import {barSpans} from '../bar.ts'
import {type Span, span} from '../span.ts'
import {jobCrumb} from './crumb.ts'

const BAR = 20

/** How far hosts are, on the screens of all other tabs. */
export const runningSpans = (row: JobRow): readonly Span[] => [
  span(`${jobCrumb(row.info)} `, 'accent', true),
  ...jobBar(row, BAR),
  ...(row.look === 'halted' ? [span(' '), {...span(' HALTED ', 'bad', true), inverse: true}] : []),
  span(` ${countWords(row)}`),
  span(`  ${TABS.indexOf('deploy') + 1} shows it`, 'dim'),
]

/** All hosts that are done, have failed, or are under way. */
export const jobBar = ({done, failed, running, expected}: JobRow, width: number): readonly Span[] =>
  barSpans(
    [
      {amount: done, tone: 'good', cell: '█'},
      {amount: failed, tone: 'bad', cell: '▓'},
      {amount: running, tone: 'accent', cell: '▒'},
    ],
    expected,
    width,
  )
