import type {App} from '../../state/app.ts'
import {isUnsaved} from '../../state/kv/draft.ts'

const ROUTES: readonly string[] = ['edit', 'review', 'conflict']

/** Back to where the draft was opened from. */
export const leaveDraft = (app: App): void => {
  while (ROUTES.includes(app.navigation.current().route.name)) app.navigation.back()
}

/** Ends the draft; asks first where something would be lost. */
export const endDraft = (app: App): void => {
  const {current: draft} = app.draft.store.getState()
  if (!draft || !isUnsaved(draft)) {
    app.draft.discard()
    leaveDraft(app)
    return
  }
  app.dialog.ask({
    title: `Discard the unsaved changes to ${draft.key}?`,
    touches: [{key: draft.key}],
    confirmLabel: 'Discard',
    safe: {label: 'Stay'},
    run: async () => {
      app.draft.discard()
      leaveDraft(app)
      return `discarded the changes to ${draft.key}`
    },
  })
}
