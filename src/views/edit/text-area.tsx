import {Box} from 'ink'
import {type ReactNode, useEffect, useLayoutEffect, useMemo, useRef} from 'react'
import type {Draft} from '../../state/kv/draft.ts'
import {identityQuery} from '../../state/queries/identity.ts'
import type {TextBuffer} from '../../state/text/text-buffer.ts'
import {valueLimit} from '../../state/value-limit.ts'
import {useApp} from '../app-context.ts'
import {Line} from '../line.tsx'
import type {Span} from '../span.ts'
import {useQuery} from '../use-query.ts'
import {sidewaysRows, wrappedRows} from './screen-rows.ts'
import {SpanLine} from './span-line.tsx'
import {statusSpans} from './status-spans.ts'
import {gutterOf, textRows} from './text-rows.ts'
import {createWrap} from './wrap.ts'

type Props = {
  readonly draft: Draft
  readonly buffer: TextBuffer
  readonly width: number
  /** With the status line. */
  readonly height: number
}

/** The text: of all its rows only those on the screen, and below them where one is. */
export const TextArea = ({draft, buffer, width, height}: Props): ReactNode => {
  const identity = useQuery(identityQuery)
  const rows = useRows(draft, buffer, {width, height: height - 1})
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      {rows.map((spans, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place.
        <SpanLine key={index} spans={spans} />
      ))}
      <Line spans={statusSpans(draft, buffer, {limit: valueLimit(identity.data?.agent), width})} />
    </Box>
  )
}

/** The rows on the screen, all `height` of them; keys need to know how they are laid out. */
const useRows = (
  {id, kind, editor}: Draft,
  buffer: TextBuffer,
  {width, height}: {readonly width: number; readonly height: number},
): readonly (readonly Span[])[] => {
  const app = useApp()
  // The cursor after a full row takes a cell of its own.
  const columns = Math.max(1, width - gutterOf(buffer.lines) - 1)
  const wrap = useMemo(() => createWrap(columns), [columns])
  const top = useRef(editor.top)
  useLayoutEffect(
    () => app.draft.change(draft => ({...draft, editor: {...draft.editor, wrap, height}})),
    [app, wrap, height],
  )
  useEffect(
    () => () =>
      app.draft.change(draft =>
        draft.id === id ? {...draft, editor: {...draft.editor, top: top.current}} : draft,
      ),
    [app, id],
  )
  const arrange = editor.wraps ? wrappedRows : sidewaysRows
  const view = arrange({lines: buffer.lines, cursor: buffer.cursor, top: top.current, height, wrap})
  top.current = view.top
  const rows = textRows(buffer, view.rows, {kind, wrap, width})
  return [...rows, ...Array.from({length: Math.max(0, height - rows.length)}, () => [])]
}
