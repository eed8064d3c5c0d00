import {Box} from 'ink'
import {type ReactNode, useMemo} from 'react'
import {keyQuery} from '../../state/queries/kv.ts'
import {Title} from '../chrome/title.tsx'
import {documentLines} from '../document/document.ts'
import {DocumentView} from '../document/document-view.tsx'
import type {ViewProps} from '../route-view.ts'
import {span} from '../span.ts'
import {useRows} from '../table/use-rows.ts'
import {useQuery} from '../use-query.ts'

type Props = ViewProps & {readonly path: string}

/** One key with all of its value. */
export const KeyView = ({entry, path, width, height}: Props): ReactNode => {
  const {data} = useQuery(context => keyQuery(context, path))
  const lines = useMemo(() => {
    const text = new TextDecoder().decode(data?.value)
    return documentLines([
      {id: 'value', title: '', lines: text.split('\n').map(line => ({spans: [span(line)]}))},
    ])
  }, [data])
  useRows(entry.table, lines)
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Title entry={entry} crumbs={['KV', path]} summary={[]} width={width} />
      <DocumentView table={entry.table} width={width} height={height - 1} />
    </Box>
  )
}
