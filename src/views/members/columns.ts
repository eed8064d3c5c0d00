import type {MemberRow} from '../../state/rows/member-rows.ts'
import {rankOf} from '../../state/rows/status.ts'
import {formatRoundTrip} from '../format.ts'
import {type Column, kindOf} from '../table/column.ts'
import {HEALTHS, healthText, type Tone} from '../theme.ts'

const STATUS_TONES: Readonly<Record<MemberRow['status'], Tone>> = {
  alive: 'good',
  leaving: 'warn',
  left: 'dim',
  failed: 'bad',
  none: 'dim',
  'no agent': 'dim',
  unreachable: 'bad',
}

const STATUS_RANKS: readonly MemberRow['status'][] = [
  'failed',
  'unreachable',
  'leaving',
  'none',
  'alive',
  'no agent',
  'left',
]

const healthCell = ({health, failingChecks, maintenance}: MemberRow): string => {
  if (maintenance || health === 'maintenance') return healthText('maintenance')
  return failingChecks === 0 ? healthText(health) : `${HEALTHS[health].glyph} ${failingChecks} failing`
}

export const MEMBER_COLUMNS: readonly Column<MemberRow>[] = [
  {
    id: 'status',
    title: 'STATUS',
    min: 8,
    value: ({status}) => status,
    tone: ({status}) => STATUS_TONES[status],
    sort: ({status}) => STATUS_RANKS.indexOf(status),
  },
  {id: 'name', title: 'NODE', min: 8, max: 36, comfort: 16, value: ({name}) => name},
  {
    id: 'role',
    title: 'ROLE',
    min: 8,
    value: ({leader, role}) => (leader ? 'leader' : role),
    tone: ({leader}) => (leader ? 'accent' : undefined),
    sort: ({leader, role}) => (leader ? 0 : role === 'server' ? 1 : 2),
  },
  {
    id: 'health',
    title: 'HEALTH',
    min: 11,
    drop: 2,
    value: healthCell,
    tone: ({health}) => HEALTHS[health].tone,
    sort: ({health, failingChecks}) => rankOf(health) * 1e4 - failingChecks,
  },
  {id: 'address', title: 'ADDRESS', min: 15, max: 40, comfort: 22, drop: 3, value: ({address}) => address},
  {
    id: 'rtt',
    title: 'RTT',
    min: 7,
    align: 'right',
    mostFirst: true,
    drop: 4,
    value: ({rtt}) => (rtt === undefined ? '' : formatRoundTrip(rtt)),
    sort: ({rtt}) => rtt,
  },
  {id: 'datacenter', title: 'DC', min: 5, max: 16, drop: 5, value: ({datacenter}) => datacenter},
  {id: 'build', title: 'BUILD', min: 7, max: 14, drop: 6, value: ({build}) => build},
  {id: 'protocol', title: 'PROTO', min: 5, align: 'right', drop: 7, value: ({protocol}) => protocol},
]

export const MEMBER_KIND = kindOf<MemberRow>({
  columns: MEMBER_COLUMNS,
  idOf: ({id}) => id,
  factsOf: ({name, status, role, leader, address, build, datacenter, health, meta}) => ({
    text: [name, role, leader ? 'leader' : '', address, build, datacenter],
    node: [name],
    status: [status, health],
    meta,
  }),
  initialSort: {columnId: 'status', descending: false},
  copyText: ({address}) => address,
  filterHint: 'text, node:, status:, meta.key:, /regex/; ! inverts',
})
