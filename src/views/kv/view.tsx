import {Box} from 'ink'
import {type ReactNode, useMemo} from 'react'
import {folderRows} from '../../state/kv/tree-row.ts'
import {folderQuery} from '../../state/queries/kv.ts'
import {Title} from '../chrome/title.tsx'
import {ListBody} from '../list-body.tsx'
import type {ViewProps} from '../route-view.ts'
import {useRows} from '../table/use-rows.ts'
import {useQuery} from '../use-query.ts'
import {TREE_COLUMNS} from './columns.ts'

/** The tree of keys. */
export const KvView = ({entry, width, height}: ViewProps): ReactNode => {
  const live = useQuery(context => folderQuery(context, ''))
  const rows = useMemo(() => folderRows('', live.data ?? []), [live.data])
  useRows(entry.table, rows)
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Title entry={entry} crumbs={['KV']} summary={[]} width={width} />
      <ListBody
        live={live}
        rows={rows}
        table={entry.table}
        columns={TREE_COLUMNS}
        width={width}
        height={height - 1}
        of={{nothing: 'There are no keys here.', resources: ['key']}}
      />
    </Box>
  )
}
