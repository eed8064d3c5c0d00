import {Box} from 'ink'
import {type ReactNode, useEffect} from 'react'
import {useStore} from 'zustand'
import type {Draft} from '../../state/kv/draft.ts'
import {isText} from '../../state/kv/draft-content.ts'
import {keyQuery} from '../../state/queries/kv.ts'
import {useApp} from '../app-context.ts'
import {Message} from '../chrome/message.tsx'
import {Title} from '../chrome/title.tsx'
import type {ViewProps} from '../route-view.ts'
import {useQuery} from '../use-query.ts'
import {draftTitle} from './draft-title.ts'
import {NothingEdited} from './nothing-edited.tsx'
import {Sighted} from './sighted.tsx'
import {TextArea} from './text-area.tsx'

type Props = ViewProps & {readonly path: string}

/** The editor of a key. */
export const EditView = ({entry, path, width, height}: Props): ReactNode => {
  const draft = useStore(useApp().draft.store, ({current}) => (current?.key === path ? current : undefined))
  useSightings(draft)
  if (!draft) return <NothingEdited height={height} />
  const {crumbs, summary} = draftTitle(draft)
  const rest = height - 1 - (draft.theirs ? 1 : 0)
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Title entry={entry} crumbs={crumbs} summary={summary} width={width} />
      {draft.theirs && <Sighted sighting={draft.theirs} width={width} />}
      {isText(draft.content) ? (
        <TextArea draft={draft} buffer={draft.content} width={width} height={rest} />
      ) : (
        <Message
          title="These bytes are no text"
          details={[
            `${draft.content.length.toLocaleString('en-US')} bytes, as your own editor has left them.`,
            'Ctrl-S shows what has changed and writes them; Alt-E opens them in $EDITOR again; Esc leaves.',
          ]}
          height={rest}
        />
      )}
    </Box>
  )
}

/** While it is edited the key is watched, so that a change by somebody else is known before the save. */
const useSightings = (draft: Draft | undefined): void => {
  const app = useApp()
  const {data, changedAt} = useQuery(context =>
    draft
      ? keyQuery({...context, tenancy: {...draft.where, consistency: context.tenancy.consistency}}, draft.key)
      : undefined,
  )
  const id = draft?.id
  useEffect(() => {
    if (id !== undefined && changedAt !== undefined) app.draft.sight(data, changedAt)
  }, [app, id, data, changedAt])
}
