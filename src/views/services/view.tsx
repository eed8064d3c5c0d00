import {Box} from 'ink'
import type {ReactNode} from 'react'
import {useStore} from 'zustand'
import {lanMembersQuery} from '../../state/queries/members.ts'
import {Title} from '../chrome/title.tsx'
import {count} from '../format.ts'
import {ListBody} from '../list-body.tsx'
import type {ViewProps} from '../route-view.ts'
import {type Span, span} from '../span.ts'
import {HEALTHS} from '../theme.ts'
import {useHidden} from '../use-hidden.ts'
import {useQuery} from '../use-query.ts'
import {SERVICE_COLUMNS} from './columns.ts'
import {useServiceList} from './use-service-list.ts'

/** Every service of the datacenter, the worst first. */
export const ServicesView = ({entry, width, height}: ViewProps): ReactNode => {
  const {
    live,
    rows,
    counts: {critical, warning},
  } = useServiceList(entry.table)
  useQuery(lanMembersQuery) // so that the owner of an instance is known as soon as one is opened
  const hidden = useHidden(['service', 'node'], live)
  const filter = useStore(entry.table.store, state => state.filter)
  const summary: readonly Span[] = [
    ...(filter === '' && live.data !== undefined ? [span(count(rows.length, 'service'), 'dim')] : []),
    ...(critical > 0 ? [span(`  ${HEALTHS.critical.glyph} ${critical}`, 'bad', true)] : []),
    ...(warning > 0 ? [span(`  ${HEALTHS.warning.glyph} ${warning}`, 'warn', true)] : []),
    ...(hidden && rows.length > 0 ? [span('  some hidden by ACL', 'warn')] : []),
  ]
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Title entry={entry} crumbs={['Services']} summary={summary} width={width} />
      <ListBody
        live={live}
        rows={rows}
        table={entry.table}
        columns={SERVICE_COLUMNS}
        width={width}
        height={height - 1}
        of={{
          nothing: 'No service is registered here. a registers one from a file.',
          resources: ['service', 'node'],
        }}
      />
    </Box>
  )
}
