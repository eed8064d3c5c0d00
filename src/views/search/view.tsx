import {Box} from 'ink'
import type {ReactNode} from 'react'
import {useStore} from 'zustand'
import type {SearchState} from '../../state/kv/search.ts'
import {CONNECTING} from '../../state/live.ts'
import {useApp} from '../app-context.ts'
import {Message} from '../chrome/message.tsx'
import {Title} from '../chrome/title.tsx'
import {LineList} from '../line.tsx'
import type {ViewProps} from '../route-view.ts'
import {span} from '../span.ts'
import {useRows} from '../table/use-rows.ts'
import {useHidden} from '../use-hidden.ts'
import {HitList} from './hit-list.tsx'
import {outcomeLines} from './outcome.ts'

type Props = ViewProps & {readonly folder: string}

/** What is found below a folder, while it is being found. */
export const SearchView = ({entry, folder, width, height}: Props): ReactNode => {
  const search = useApp().scans.search(entry)
  const state = useStore(search.store)
  const filter = useStore(entry.table.store, table => table.filter)
  const shown = useStore(entry.table.store, () => entry.table.visible().length)
  const hidden = useHidden(['key'], CONNECTING)
  useRows(entry.table, state.hits)
  const summary = [
    span(state.pattern, 'accent'),
    span(`  in ${state.values ? 'keys and values' : 'keys only'}`, state.values ? 'notice' : 'dim'),
    ...(hidden === undefined ? [] : [span('  some hidden by ACL', 'warn')]),
  ]
  const said = outcomeLines(state)
  const room = height - 1 - said.length
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Title entry={entry} crumbs={['KV', 'Search', placeOf(folder)]} summary={summary} width={width} />
      <LineList lines={said} width={width} />
      {shown > 0 ? (
        <HitList table={entry.table} folder={folder} width={width} height={room} />
      ) : (
        <Message {...emptyOf(state, folder, filter, hidden)} height={room} />
      )}
    </Box>
  )
}

const placeOf = (folder: string): string => (folder === '' ? 'all keys' : folder)

type Empty = {readonly title: string; readonly details?: readonly string[]; readonly tone?: 'bad'}

/** Without a filter the table only has not taken the rows over yet. */
const nothingMatches = (filter: string): Empty =>
  filter === '' ? {title: ''} : {title: `Nothing matches ${filter}`, details: ['Esc clears the filter.']}

const emptyOf = (state: SearchState, folder: string, filter: string, hidden: string | undefined): Empty => {
  const {phase, hits, values, failure} = state
  if (hits.length > 0) return nothingMatches(filter)
  if (phase === 'idle') {
    return {
      title: `What is to be found in ${folder === '' ? 'all keys' : `the keys below ${folder}`}?`,
      details: [
        'Text is found anywhere and without regard to case, /regex/ is a regex.',
        'Ctrl-T: values too.',
      ],
    }
  }
  if (phase === 'keys' || phase === 'values') return {title: 'Nothing found yet…'}
  if (phase === 'failed') return {title: 'The search has failed', details: [failure ?? ''], tone: 'bad'}
  const advice = [
    ...(phase === 'done' ? [] : ['It did not come to its end.']),
    ...(hidden === undefined ? [] : [hidden]),
    ...(values ? [] : ['Ctrl-T searches the values too.']),
    ...(folder === '' ? [] : ['- searches the folder above.']),
  ]
  return {title: 'Nothing found', details: advice}
}
