import type {KvEntry} from '../../api/kv-entry.ts'
import type {App} from '../../state/app.ts'
import {contentOfEntry, isText} from '../../state/kv/draft-content.ts'
import {type Fresh, readFresh} from '../../state/kv/fresh.ts'
import type {Where} from '../../state/kv/where.ts'
import {valueKindOf} from '../../state/text/value-kind.ts'
import {showReview, throughEditor} from '../edit/edit-outside.ts'
import type {ActionContext} from '../keymap/action.ts'
import {whereNow} from './changes/place.ts'
import {withoutDraft} from './open-draft.ts'

/** In which editor. */
type Editor = 'here' | 'outside'

/** Opens the key as it is at this moment, whatever was on the screen. */
export const editKey = (context: ActionContext, key: string, editor: Editor): unknown =>
  withoutDraft(context, key, async () => {
    const {app, entry} = context
    const where = whereNow(app)
    const fresh = await readFresh(app.client, key, where)
    // The answer may come after the operator has gone elsewhere: an editor out of the blue would take their keys.
    if (app.navigation.current() !== entry) return undefined
    return openFresh(app, {key, where, fresh, editor})
  })

type Opening = {
  readonly key: string
  readonly where: Where
  readonly fresh: Fresh
  readonly editor: Editor
}

/** @throws Error for a key that is gone, and for one that the editor on the screen cannot show. */
export const openFresh = async (
  app: App,
  {key, where, fresh, editor}: Opening,
): Promise<string | undefined> => {
  const {entry, holder} = fresh
  if (!entry) throw new Error(`${key} is gone: a makes it anew`)
  if (editor === 'here' && !isText(contentOfEntry(entry))) {
    throw new Error(`${key} is not text (UTF-8): E opens its bytes in your own editor`)
  }
  const open = (): Promise<string | undefined> =>
    editor === 'here' ? openHere(app, {key, where, base: entry}) : openOutside(app, {key, where, base: entry})
  if (!holder) return open()
  app.dialog.ask({
    title: `${key} is locked. Edit it all the same?`,
    touches: [{key, session: holder.name || holder.session, node: holder.node ?? '(not known)'}],
    warning: 'Whoever holds the lock counts on being the only one to write it.',
    confirmLabel: 'Edit',
    run: open,
  })
  return undefined
}

type Base = {readonly key: string; readonly where: Where; readonly base: KvEntry}

const openHere = async (app: App, start: Base): Promise<undefined> => {
  app.draft.begin(start)
  app.navigation.open({name: 'edit', path: start.key})
}

const openOutside = async (app: App, start: Base): Promise<undefined> => {
  const {key, base} = start
  const content = await throughEditor(app, {key, kind: valueKindOf(key, base.value)}, base.value)
  if (content === undefined) return
  app.draft.begin({...start, content})
  app.navigation.open({name: 'edit', path: key})
  await showReview(app)
}
