import {Box} from 'ink'
import {type ReactNode, useMemo} from 'react'
import {useStore} from 'zustand'
import type {Draft} from '../../state/kv/draft.ts'
import {isText} from '../../state/kv/draft-content.ts'
import {identityQuery} from '../../state/queries/identity.ts'
import {useApp} from '../app-context.ts'
import {Title} from '../chrome/title.tsx'
import {documentLines} from '../document/document.ts'
import {CURSOR_WIDTH, DocumentView} from '../document/document-view.tsx'
import {draftTitle} from '../edit/draft-title.ts'
import {NothingEdited} from '../edit/nothing-edited.tsx'
import type {ViewProps} from '../route-view.ts'
import {useRows} from '../table/use-rows.ts'
import {useQuery} from '../use-query.ts'
import {openProblem} from './open-problem.ts'
import {Problem} from './problem.tsx'
import {reviewSections} from './sections.ts'

type Props = ViewProps & {readonly path: string}

/** Before a write: what is wrong with it, if anything, and what it changes. */
export const ReviewView = ({entry, path, width, height}: Props): ReactNode => {
  const draft = useStore(useApp().draft.store, ({current}) => (current?.key === path ? current : undefined))
  const lines = useDiff(draft, width)
  useRows(entry.table, lines)
  if (!draft) return <NothingEdited height={height} />
  const {crumbs, summary} = draftTitle(draft)
  const problem = openProblem(draft)
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Title entry={entry} crumbs={crumbs} summary={summary} width={width} />
      {problem && isText(draft.content) ? (
        <Problem
          problem={problem}
          name={draft.kind.toUpperCase()}
          lines={draft.content.lines}
          width={width}
          height={height - 1}
        />
      ) : (
        <DocumentView table={entry.table} width={width} height={height - 1} />
      )}
    </Box>
  )
}

/** Made anew only where what is compared has changed: a large diff takes its time. */
const useDiff = (draft: Draft | undefined, width: number) => {
  const {opened, content, flags, accepted} = draft ?? {}
  // Without a name it is the asked agent's own.
  const own = useQuery(identityQuery).data?.agent?.datacenter
  const datacenter = draft?.where.datacenter ?? own
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the draft nothing else is shown.
  return useMemo(
    () => (draft ? documentLines(reviewSections(draft, {datacenter, width: width - CURSOR_WIDTH})) : []),
    [opened, content, flags, accepted, datacenter, width],
  )
}
