import {Box} from 'ink'
import {type ReactNode, useMemo} from 'react'
import {useStore} from 'zustand'
import {lanMembersQuery} from '../../state/queries/members.ts'
import {serviceInstancesQuery} from '../../state/queries/services.ts'
import {instanceRows} from '../../state/rows/instance-rows.ts'
import {Title} from '../chrome/title.tsx'
import {ListBody} from '../list-body.tsx'
import type {ViewProps} from '../route-view.ts'
import {span} from '../span.ts'
import {useRows} from '../table/use-rows.ts'
import {useQuery} from '../use-query.ts'
import {INSTANCE_COLUMNS} from './columns.ts'
import {InstancePanel} from './instance-panel.tsx'

type Props = ViewProps & {readonly service: string}

/** The instances of one service, and below them the checks of the one under the cursor. */
export const ServiceView = ({entry, service, width, height}: Props): ReactNode => {
  const live = useQuery(context => serviceInstancesQuery(context, service))
  useQuery(lanMembersQuery) // whose members say which agent owns an instance
  const rows = useMemo(() => instanceRows(live.data ?? []), [live.data])
  useRows(entry.table, rows)
  useStore(entry.table.store)
  const panel =
    height >= 12 && entry.table.visible().length > 0
      ? Math.max(Math.floor(height / 2), height - 2 - rows.length)
      : 0
  const failing = rows.filter(({health}) => health !== 'passing').length
  const summary = [
    span(
      failing === 0 ? 'all passing' : `${failing} of ${rows.length} not passing`,
      failing === 0 ? 'good' : 'bad',
    ),
  ]
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Title
        entry={entry}
        crumbs={['Services', service]}
        summary={rows.length > 0 ? summary : []}
        width={width}
      />
      <ListBody
        live={live}
        rows={rows}
        table={entry.table}
        columns={INSTANCE_COLUMNS}
        width={width}
        height={height - 1 - panel}
        of={{
          nothing: `${service} has no instances: it was deregistered, or never was.`,
          resources: ['service', 'node'],
        }}
      />
      {panel > 0 && <InstancePanel row={entry.table.current()} width={width} height={panel} />}
    </Box>
  )
}
