import {metaTermId} from '../../state/queries/meta-filter.ts'
import type {ServiceRow} from '../../state/rows/service-rows.ts'
import {rankOf} from '../../state/rows/status.ts'
import {type Column, kindOf} from '../table/column.ts'
import {HEALTHS, healthText, type Tone} from '../theme.ts'

/** The worst first, and among equals the one with the most that is wrong. */
const severity = ({health, critical, warning}: ServiceRow): number =>
  rankOf(health) * 1e8 - Math.min(critical, 9_999) * 1e4 - Math.min(warning, 9_999)

const tally = (
  id: 'passing' | 'warning' | 'critical' | 'maintenance',
  title: string,
  tone: Tone,
  drop?: number,
): Column<ServiceRow> => ({
  id,
  title,
  min: 4,
  align: 'right',
  mostFirst: true,
  ...(drop !== undefined && {drop}),
  value: row => (row[id] === 0 ? '·' : String(row[id] ?? '…')),
  tone: row => (row[id] ? tone : 'dim'),
  sort: row => row[id],
})

export const SERVICE_COLUMNS: readonly Column<ServiceRow>[] = [
  {
    id: 'health',
    title: 'HEALTH',
    min: 13,
    value: ({health}) => healthText(health),
    tone: ({health}) => HEALTHS[health].tone,
    sort: severity,
  },
  {id: 'name', title: 'SERVICE', min: 12, max: 48, comfort: 20, value: ({name}) => name},
  {
    id: 'instances',
    title: 'INST',
    min: 4,
    align: 'right',
    mostFirst: true,
    value: row => String(row.instances ?? '…'),
    sort: row => row.instances,
  },
  tally('passing', 'PASS', 'good', 2),
  tally('warning', 'WARN', 'warn', 3),
  tally('critical', 'CRIT', 'bad'),
  tally('maintenance', 'MAINT', 'notice', 6),
  {id: 'kind', title: 'KIND', min: 6, max: 20, comfort: 8, drop: 5, value: ({kind}) => kind ?? ''},
  {
    id: 'tags',
    title: 'TAGS',
    min: 8,
    max: 80,
    comfort: 12,
    drop: 4,
    value: ({tags}) => tags.join(' '),
    tone: () => 'dim',
  },
]

export const SERVICE_KIND = kindOf<ServiceRow>({
  columns: SERVICE_COLUMNS,
  idOf: ({name}) => name,
  factsOf: ({name, tags, nodes, health, kind, metaHolds = []}) => ({
    text: [name, ...tags, kind ?? ''],
    tag: tags,
    node: nodes,
    status: [health],
    meta: term => metaHolds.includes(metaTermId(term)),
  }),
  initialSort: {columnId: 'health', descending: false},
  copyText: ({name}) => name,
  filterHint: 'text, tag:, node:, status:, meta.key:, /regex/; ! inverts',
})
