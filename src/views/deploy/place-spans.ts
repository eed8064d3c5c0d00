import {formatFilters} from '../../state/deploy/filter-text.ts'
import type {JobInfo} from '../../state/deploy/job.ts'
import {type Span, span} from '../span.ts'

/** Where a job takes place: its filters, and the datacenter. */
export const placeSpans = ({filters, datacenter, startedAtMs}: JobInfo): readonly Span[] => [
  span(formatFilters(filters) || (startedAtMs === 0 ? '' : 'every node'), 'accent'),
  span(datacenter === undefined ? '' : ` in ${datacenter}`, 'dim'),
]
