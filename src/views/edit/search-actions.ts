import type {App} from '../../state/app.ts'
import {type Draft, withContent} from '../../state/kv/draft.ts'
import {isText} from '../../state/kv/draft-content.ts'
import {type Needle, parseNeedle, searchFrom} from '../../state/text/search.ts'
import type {TextBuffer} from '../../state/text/text-buffer.ts'
import type {Action, ActionContext} from '../keymap/action.ts'

const bufferIn = (app: App): TextBuffer | undefined => {
  const {content} = app.draft.store.getState().current ?? {}
  return content && isText(content) ? content : undefined
}

/** The match shows while one types; Esc goes back to where the cursor was. */
const search = ({app}: ActionContext): void => {
  const origin = bufferIn(app)
  if (!origin) return
  const show = (buffer: TextBuffer): void => app.draft.change(draft => withContent(draft, buffer))
  const seek = (text: string): string | undefined => {
    const needle = parseNeedle(text)
    if (needle === undefined) return undefined
    if ('error' in needle) return needle.error
    app.draft.change(draft => withNeedle(draft, needle))
    const found = searchFrom(origin, needle, 'next')
    show(found?.buffer ?? origin)
    return found ? (found.wrapped ? AGAIN : undefined) : NOWHERE
  }
  app.prompt.open({
    kind: 'text',
    label: 'Search: ',
    hint: 'text or /regex/; Ctrl-N and Ctrl-P go on',
    onChange: text => void seek(text),
    onSubmit: text => {
      const said = seek(text)
      if (said !== undefined) app.flash.show({level: 'refused', text: said})
    },
    onCancel: () => show(origin),
  })
}

const AGAIN = 'the search went on at the other end of the text'
const NOWHERE = 'nothing in the text matches'

const withNeedle = (draft: Draft, needle: Needle): Draft => ({...draft, editor: {...draft.editor, needle}})

const seekOn = ({app}: ActionContext, direction: 'next' | 'previous'): void => {
  const buffer = bufferIn(app)
  const {needle} = app.draft.store.getState().current?.editor ?? {}
  const found = buffer && needle && searchFrom(buffer, needle, direction)
  if (found) app.draft.change(draft => withContent(draft, found.buffer))
  if (!found || found.wrapped) app.flash.show({level: 'refused', text: found ? AGAIN : NOWHERE})
}

const noNeedle = ({app}: ActionContext): string | undefined =>
  app.draft.store.getState().current?.editor.needle ? undefined : 'nothing is looked for: Ctrl-F does'

/** Looking for something in the text. */
export const SEARCH_TEXT_ACTIONS: readonly Action[] = [
  {id: 'edit.search', keys: ['ctrl+f'], title: 'Search in the text', hint: 'search', run: search},
  {
    id: 'edit.next',
    keys: ['ctrl+n'],
    title: 'Next match',
    disabled: noNeedle,
    run: context => seekOn(context, 'next'),
  },
  {
    id: 'edit.previous',
    keys: ['ctrl+p'],
    title: 'Previous match',
    disabled: noNeedle,
    run: context => seekOn(context, 'previous'),
  },
]
