import type {Action, ActionContext} from '../keymap/action.ts'
import {GLOBAL_KEYMAP} from '../keymap/global-actions.ts'
import {CHANGE_TEXT_ACTIONS} from './change-actions.ts'
import {changeFlags} from './change-flags.ts'
import {editOutside, refuseEditor, showReview} from './edit-outside.ts'
import {endDraft} from './leave.ts'
import {MOTION_ACTIONS} from './motion-actions.ts'
import {SEARCH_TEXT_ACTIONS} from './search-actions.ts'

/** Of what works everywhere, what no text stands in the way of. */
const KEPT: readonly string[] = ['job.stop', 'repaint', 'suspend']

const leave = ({app}: ActionContext): void => {
  if (app.draft.store.getState().current?.editor.marking) {
    app.draft.change(draft => ({...draft, editor: {...draft.editor, marking: false}}))
  } else endDraft(app)
}

/** The editor: a trap, because every letter is text here. */
export const EDITOR_ACTIONS: readonly Action[] = [
  {
    id: 'edit.review',
    keys: ['ctrl+s', 'ctrl+o'],
    title: 'Save: shows what would change, and asks',
    hint: 'save',
    danger: true,
    run: ({app}) => showReview(app),
  },
  {
    id: 'edit.leave',
    keys: ['escape'],
    title: 'Leave; asks where something is unsaved',
    hint: 'leave',
    run: leave,
  },
  {
    id: 'edit.help',
    keys: ['ctrl+g'],
    title: 'Keys',
    hint: 'help',
    run: ({app}) => app.chrome.setState({help: true, helpTop: 0}),
  },
  ...SEARCH_TEXT_ACTIONS,
  ...CHANGE_TEXT_ACTIONS,
  {id: 'edit.flags', keys: ['ctrl+t', 'alt+t'], title: 'Change the flags', hint: 'flags', run: changeFlags},
  {
    id: 'edit.wrap',
    keys: ['alt+w'],
    title: 'Wrap long lines, or not',
    hint: 'wrap',
    run: ({app}) =>
      app.draft.change(draft => ({...draft, editor: {...draft.editor, wraps: !draft.editor.wraps}})),
  },
  {
    id: 'edit.outside',
    keys: ['alt+e'],
    title: 'Go on in your own editor ($VISUAL, $EDITOR)',
    hint: '$EDITOR',
    disabled: refuseEditor,
    run: editOutside,
  },
  ...MOTION_ACTIONS,
  ...GLOBAL_KEYMAP.actions.filter(({id}) => KEPT.includes(id)),
  {
    id: 'edit.quit',
    keys: ['ctrl+c'],
    title: 'Quit; what is unsaved is kept in a file',
    run: ({app}) => app.host.quit(),
  },
]
