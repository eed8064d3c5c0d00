import {Box} from 'ink'
import {type ReactNode, useMemo} from 'react'
import {type Side, sideName} from '../../state/kv/side.ts'
import {differenceQuery} from '../../state/queries/difference.ts'
import {Title} from '../chrome/title.tsx'
import {documentLines} from '../document/document.ts'
import {CURSOR_WIDTH, DocumentView} from '../document/document-view.tsx'
import {Unanswered} from '../list-body.tsx'
import type {ViewProps} from '../route-view.ts'
import {useRows} from '../table/use-rows.ts'
import {useQuery} from '../use-query.ts'
import {differenceSections} from './sections.ts'

type Props = ViewProps & {readonly left: Side; readonly right: Side; readonly path: string}

/** What differs in one key between two sides. */
export const DifferenceView = ({entry, left, right, path, width, height}: Props): ReactNode => {
  const live = useQuery(context => differenceQuery(context, left, right, path))
  const {data} = live
  const lines = useMemo(() => {
    const names = {left: sideName(left), right: sideName(right)}
    return data === undefined ? [] : documentLines(differenceSections(data, names, width - CURSOR_WIDTH))
  }, [data, left, right, width])
  useRows(entry.table, lines)
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Title entry={entry} crumbs={['KV', 'Compare', path]} summary={[]} width={width} />
      {data === undefined ? (
        <Unanswered live={live} height={height - 1} />
      ) : (
        <DocumentView table={entry.table} width={width} height={height - 1} />
      )}
    </Box>
  )
}
