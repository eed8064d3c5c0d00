import type {App} from '../../state/app.ts'
import {withContent} from '../../state/kv/draft.ts'
import {bytesOf, type Content, contentOf, replaced} from '../../state/kv/draft-content.ts'
import type {ValueKind} from '../../state/text/value-kind.ts'
import {whyNotAway} from '../deploy/why-not-away.ts'
import type {ActionContext} from '../keymap/action.ts'
import {reviewDraft} from './review-draft.ts'

/** The program stands still while another has the terminal: a lock or a progress would not be kept up. */
export const refuseEditor = ({app}: ActionContext): string | undefined => {
  const {current} = app.jobs.store.getState()
  return (
    (current && `${current.title} is running, and would stand still meanwhile: Ctrl-X stops it`) ??
    whyNotAway(app)
  )
}

/** Goes on with the draft in the operator's own editor, and then to the review. */
export const editOutside = async ({app}: ActionContext): Promise<void> => {
  const {current: draft} = app.draft.store.getState()
  if (!draft) return
  const content = await throughEditor(app, draft, bytesOf(draft.content))
  if (content === undefined) return
  app.draft.change(now => withContent(now, replaced(now.content, content)))
  await showReview(app)
}

/** What the operator's editor made of the bytes; undefined where nothing, and that has been said. */
export const throughEditor = async (
  app: App,
  {key, kind}: {readonly key: string; readonly kind: ValueKind},
  bytes: Uint8Array,
): Promise<Content | undefined> => {
  const edit = await app.host.editFile(fileNameOf(key, kind), bytes)
  if (edit.kind === 'edited') return contentOf(edit.bytes)
  app.flash.show({level: 'refused', text: edit.reason})
  return undefined
}

export const showReview = async (app: App): Promise<void> => {
  const said = await reviewDraft(app)
  if (said !== undefined) app.flash.show({level: 'refused', text: said})
}

/** As the key is called in its folder, with a suffix that tells an editor what it is. */
const fileNameOf = (key: string, kind: ValueKind): string => {
  const name = key.slice(key.lastIndexOf('/', key.length - 2) + 1).replaceAll('/', '')
  const isNamed = kind === 'text' || kind === 'empty' || kind === 'binary' || /\.\w+$/.test(name)
  return isNamed ? name : `${name}.${kind}`
}
