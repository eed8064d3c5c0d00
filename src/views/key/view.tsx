import {Box} from 'ink'
import {type ReactNode, useMemo} from 'react'
import {useStore} from 'zustand'
import {nodeChecksQuery} from '../../state/queries/node.ts'
import {Message} from '../chrome/message.tsx'
import {Title} from '../chrome/title.tsx'
import {CURSOR_WIDTH, DocumentView} from '../document/document-view.tsx'
import {crumbsOf, keyText} from '../kv/key-text.ts'
import {Unanswered} from '../list-body.tsx'
import type {ViewProps} from '../route-view.ts'
import {useRows} from '../table/use-rows.ts'
import {useQuery} from '../use-query.ts'
import {changeSpans, deletedSpans} from '../value/entry-facts.ts'
import {type KnownKey, useKey} from '../value/use-key.ts'
import {contentRows, factRows} from './key-rows.ts'
import {type KeyTable, keyTableOf} from './key-table.ts'

type Props = ViewProps & {readonly path: string}

/** One key with all that is known of it, and the whole of its value. */
export const KeyView = ({entry, path, width, height}: Props): ReactNode => {
  const table = keyTableOf(entry)
  if (table === undefined) throw new Error('this route shows a key')
  const known = useLiveHolder(useKey(path, true))
  useKeyRows(table, path, known, width - CURSOR_WIDTH)
  const summary = known.isGone && known.seen ? deletedSpans(known) : changeSpans(known.seen, known.now)
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Title entry={entry} crumbs={crumbsOf(path)} summary={summary} width={width} />
      {known.seen ? (
        <DocumentView table={table} width={width} height={height - 1} />
      ) : known.isGone ? (
        <Message
          title={`There is no key ${keyText(path)}`}
          details={['It was deleted, or never was. Esc goes back.']}
          height={height - 1}
        />
      ) : (
        <Unanswered live={known.live} height={height - 1} />
      )}
    </Box>
  )
}

/** On a page of its own the checks of the lock's holder are live too. */
const useLiveHolder = (known: KnownKey): KnownKey => {
  const {holder} = known
  const session = holder.data?.session
  const {data} = useQuery(context => session && nodeChecksQuery(context, session.node), 0)
  const live = useMemo(() => {
    if (session === undefined || data === undefined) return holder
    const checks = data.filter(({checkId}) => session.checks.includes(checkId))
    return {...holder, data: {session, checks}}
  }, [holder, session, data])
  return {...known, holder: live}
}

/** The rows of the value are kept while only the facts change: those of a large one are many. */
const useKeyRows = (table: KeyTable, path: string, known: KnownKey, width: number): void => {
  const {mode} = useStore(table.mode)
  const {seen, holder, isGone} = known
  const content = useMemo(
    () => (seen ? contentRows(path, seen, {mode, width}) : []),
    [path, seen, mode, width],
  )
  const facts = useMemo(
    () => factRows(path, {seen, holder, isGone}, width),
    [path, seen, holder, isGone, width],
  )
  useRows(
    table,
    useMemo(() => [...facts, ...content], [facts, content]),
  )
}
