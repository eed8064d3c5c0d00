import {readFresh} from '../../state/kv/fresh.ts'
import type {ActionContext} from '../keymap/action.ts'
import {whereNow} from './changes/place.ts'
import {openFresh} from './edit-key.ts'
import {withoutDraft} from './open-draft.ts'

/** Asks for a name and opens an empty editor for it. Nothing is there until it is saved. */
export const addKey = (context: ActionContext, folder: string): void => {
  const {app, runAction} = context
  app.prompt.open({
    kind: 'text',
    label: 'New key: ',
    text: folder,
    hint: 'its whole name; one that ends in / is a folder',
    onSubmit: key =>
      runAction({
        id: `kv.add.${crypto.randomUUID()}`,
        keys: [],
        title: 'Add a key',
        run: () => begin(context, key),
      }),
  })
}

const begin = (context: ActionContext, key: string): unknown => {
  if (key === '') throw new Error('a key needs a name')
  return withoutDraft(context, key, async () => {
    const {app, entry} = context
    const where = whereNow(app)
    const fresh = await readFresh(app.client, key, where)
    if (app.navigation.current() !== entry) return undefined
    if (fresh.entry) {
      app.dialog.ask({
        title: `${key} is there already. Edit it?`,
        touches: [{key, bytes: String(fresh.entry.value.length), index: fresh.entry.modifyIndex}],
        confirmLabel: 'Edit',
        run: () => openFresh(app, {key, where, fresh, editor: 'here'}),
      })
      return undefined
    }
    app.draft.begin({key, where, base: undefined})
    app.navigation.open({name: 'edit', path: key})
    return key.endsWith('/') ? `${key} ends in /: a folder, which needs no value; Ctrl-S makes it` : undefined
  })
}
