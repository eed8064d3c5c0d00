import type {App} from '../../state/app.ts'
import type {Draft} from '../../state/kv/draft.ts'
import {sameWhere} from '../../state/kv/where.ts'
import type {ActionContext} from '../keymap/action.ts'
import {whereNow} from './changes/place.ts'

/** Where the screen is now; a draft keeps it. */
/** Back to the draft that there is. */
const goOn = (app: App, {key}: Draft): void => app.navigation.open({name: 'edit', path: key})

/**
 * Goes on with `begin` where no other draft would be lost by it. Another one that is unsaved is asked about, and one of
 * the same key is gone on with.
 */
export const withoutDraft = (
  {app}: ActionContext,
  key: string | undefined,
  begin: () => Promise<string | undefined>,
): Promise<string | undefined> | string => {
  const {current: draft} = app.draft.store.getState()
  if (!draft || app.draft.unsaved() === undefined) return begin()
  if (draft.key === key && sameWhere(draft.where, whereNow(app))) {
    goOn(app, draft)
    return 'here are your unsaved changes'
  }
  app.dialog.ask({
    title: `${draft.key} has unsaved changes`,
    touches: [{key: draft.key, ...(draft.where.datacenter && {datacenter: draft.where.datacenter})}],
    confirmLabel: 'Discard them',
    safe: {label: 'Go on with them', run: () => goOn(app, draft)},
    run: begin,
  })
  return Promise.resolve(undefined)
}
