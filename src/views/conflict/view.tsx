import {Box} from 'ink'
import {type ReactNode, useLayoutEffect, useMemo} from 'react'
import {useStore} from 'zustand'
import {type Conflict, undecidedIn} from '../../state/kv/conflict.ts'
import {useApp} from '../app-context.ts'
import {Title} from '../chrome/title.tsx'
import {documentLines} from '../document/document.ts'
import {CURSOR_WIDTH, DocumentView} from '../document/document-view.tsx'
import {draftTitle} from '../edit/draft-title.ts'
import {NothingEdited} from '../edit/nothing-edited.tsx'
import {count} from '../format.ts'
import {Line} from '../line.tsx'
import type {ViewProps} from '../route-view.ts'
import {cutSpans, type Span, span} from '../span.ts'
import {useRows} from '../table/use-rows.ts'
import {mergeSections, rowOfConflict, THREE_COLUMNS} from './merge-lines.ts'
import {columnHeads} from './part-rows.ts'
import {wholeLines} from './whole-lines.ts'

type Props = ViewProps & {readonly path: string}

/** Somebody else has written the key: three versions, and what is to become of them. */
export const ConflictView = ({entry, path, width, height}: Props): ReactNode => {
  const draft = useStore(useApp().draft.store, ({current}) => (current?.key === path ? current : undefined))
  const conflict = draft?.conflict
  const room = width - CURSOR_WIDTH
  const lines = useMemo(() => {
    if (!draft || !conflict) return []
    const {whole, parts} = conflict
    const sections = whole || !parts ? wholeLines(conflict, draft, room) : mergeSections(conflict, room)
    return documentLines(sections)
  }, [draft, conflict, room])
  useRows(entry.table, lines)
  const first = conflict && rowOfConflict(conflict, undefined, 1, false)
  useLayoutEffect(() => {
    if (first !== undefined) entry.table.select(first)
  }, [entry.table, first])
  if (!draft || !conflict) return <NothingEdited height={height} />
  const {crumbs} = draftTitle(draft)
  const heads = conflict.parts && !conflict.whole && room >= THREE_COLUMNS
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Title entry={entry} crumbs={[...crumbs, 'conflict']} summary={summaryOf(conflict)} width={width} />
      {heads && <Line spans={cutSpans([span('  '), ...columnHeads(room)], width)} />}
      <DocumentView table={entry.table} width={width} height={height - (heads ? 2 : 1)} />
    </Box>
  )
}

const summaryOf = (conflict: Conflict): readonly Span[] => {
  const left = undecidedIn(conflict)
  const theirs = conflict.theirs ? `theirs is index ${conflict.theirs.modifyIndex}` : 'theirs is a deletion'
  return [
    left > 0
      ? span(`${count(left, 'conflict')} to decide`, 'bad')
      : span('all decided: Enter reviews it', 'good'),
    span(`  ${theirs}`, 'dim'),
  ]
}
