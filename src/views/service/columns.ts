import type {InstanceRow} from '../../state/rows/instance-rows.ts'
import {healthOf, rankOf} from '../../state/rows/status.ts'
import {type Column, kindOf} from '../table/column.ts'
import {HEALTHS, healthText} from '../theme.ts'

const passing = ({checks}: InstanceRow): number =>
  checks.filter(check => healthOf(check) === 'passing').length

const metaText = ({instance}: InstanceRow): string =>
  Object.entries(instance.service.meta)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ')

export const INSTANCE_COLUMNS: readonly Column<InstanceRow>[] = [
  {
    id: 'health',
    title: 'HEALTH',
    min: 13,
    value: ({health}) => healthText(health),
    tone: ({health}) => HEALTHS[health].tone,
    sort: ({health}) => rankOf(health),
  },
  {id: 'node', title: 'NODE', min: 6, max: 30, comfort: 14, value: ({instance}) => instance.node.name},
  {id: 'address', title: 'ADDRESS', min: 12, max: 30, comfort: 22, value: ({address}) => address},
  {id: 'id', title: 'ID', min: 8, max: 36, comfort: 12, drop: 2, value: ({instance}) => instance.service.id},
  {
    id: 'checks',
    title: 'CHECKS',
    min: 8,
    align: 'right',
    drop: 3,
    value: row => `${passing(row)}/${row.checks.length}`,
    sort: row => passing(row) - row.checks.length,
  },
  {
    id: 'weights',
    title: 'WEIGHT',
    min: 8,
    align: 'right',
    drop: 6,
    value: ({instance}) => `${instance.service.weights.passing}/${instance.service.weights.warning}`,
    sort: ({instance}) => instance.service.weights.passing,
  },
  {
    id: 'tags',
    title: 'TAGS',
    min: 8,
    max: 40,
    comfort: 10,
    drop: 4,
    value: ({instance}) => instance.service.tags.join(' '),
    tone: () => 'dim',
  },
  {id: 'meta', title: 'META', min: 10, max: 60, comfort: 12, drop: 5, value: metaText, tone: () => 'dim'},
]

export const INSTANCE_KIND = kindOf<InstanceRow>({
  columns: INSTANCE_COLUMNS,
  idOf: ({key}) => key,
  factsOf: row => {
    const {service, node} = row.instance
    return {
      text: [service.id, node.name, row.address, ...service.tags, ...row.checks.map(check => check.output)],
      tag: service.tags,
      node: [node.name],
      status: [row.health],
      meta: service.meta,
    }
  },
  initialSort: {columnId: 'health', descending: false},
  copyText: ({address}) => address,
  filterHint: 'text, tag:, node:, status:, meta.key:, /regex/; ! inverts',
})
