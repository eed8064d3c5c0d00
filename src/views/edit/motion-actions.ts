import type {Draft} from '../../state/kv/draft.ts'
import {
  left,
  lineEnd,
  lineStart,
  type Motion,
  move,
  right,
  select,
  selectAll,
  textEnd,
  textStart,
  wordLeft,
  wordRight,
} from '../../state/text/motions.ts'
import {moveRows} from '../../state/text/row-motions.ts'
import type {TextBuffer} from '../../state/text/text-buffer.ts'
import type {Action, ActionContext} from '../keymap/action.ts'
import {changeText} from './change-text.ts'
import {endless} from './wrap.ts'

type Name = {readonly id: string; readonly keys: readonly string[]; readonly title: string}

const motion = (name: Name, to: Motion): Action => ({
  ...name,
  run: context => changeText(context, (buffer, {editor}) => (editor.marking ? select : move)(buffer, to)),
})

const selecting = (name: Name, to: Motion): Action => ({
  ...name,
  run: context => changeText(context, buffer => select(buffer, to)),
})

const rows = (name: Name, count: (draft: Draft) => number, selects = false): Action => ({
  ...name,
  run: context => changeText(context, (buffer, draft) => moveBy(buffer, draft, count(draft), selects)),
})

const moveBy = (buffer: TextBuffer, {editor}: Draft, by: number, selects: boolean): TextBuffer => {
  const {wrap, wraps, marking} = editor
  if (!wrap) return buffer
  return moveRows(buffer, {by, wrap: wraps ? wrap : endless(wrap), select: selects || marking})
}

const page = ({editor}: Draft): number => Math.max(1, editor.height - 1)

const mark = ({app}: ActionContext): void =>
  app.draft.change(draft => ({...draft, editor: {...draft.editor, marking: !draft.editor.marking}}))

/** Moving and selecting, with the keys of nano, of readline and of editors with windows. */
export const MOTION_ACTIONS: readonly Action[] = [
  rows({id: 'edit.up', keys: ['up'], title: 'Up'}, () => -1),
  rows({id: 'edit.down', keys: ['down'], title: 'Down'}, () => 1),
  motion({id: 'edit.left', keys: ['left', 'ctrl+b'], title: 'Left'}, left),
  motion({id: 'edit.right', keys: ['right'], title: 'Right'}, right),
  motion(
    {id: 'edit.wordLeft', keys: ['ctrl+left', 'alt+left', 'alt+b'], title: 'A word to the left'},
    wordLeft,
  ),
  motion(
    {id: 'edit.wordRight', keys: ['ctrl+right', 'alt+right', 'alt+f'], title: 'A word to the right'},
    wordRight,
  ),
  motion({id: 'edit.lineStart', keys: ['home', 'ctrl+a'], title: 'To the start of the line'}, lineStart),
  motion({id: 'edit.lineEnd', keys: ['end', 'ctrl+e'], title: 'To the end of the line'}, lineEnd),
  rows({id: 'edit.pageUp', keys: ['pageUp'], title: 'A screen up'}, draft => -page(draft)),
  rows({id: 'edit.pageDown', keys: ['pageDown'], title: 'A screen down'}, page),
  motion({id: 'edit.textStart', keys: ['ctrl+home', 'alt+<'], title: 'To the start of the text'}, textStart),
  motion({id: 'edit.textEnd', keys: ['ctrl+end', 'alt+>'], title: 'To the end of the text'}, textEnd),
  {
    id: 'edit.mark',
    keys: ['ctrl+space'],
    title: 'Begin a selection that every motion extends, or end it',
    run: mark,
  },
  selecting({id: 'edit.selectLeft', keys: ['shift+left'], title: 'Select to the left'}, left),
  selecting({id: 'edit.selectRight', keys: ['shift+right'], title: 'Select to the right'}, right),
  rows({id: 'edit.selectUp', keys: ['shift+up'], title: 'Select up'}, () => -1, true),
  rows({id: 'edit.selectDown', keys: ['shift+down'], title: 'Select down'}, () => 1, true),
  selecting(
    {id: 'edit.selectWordLeft', keys: ['ctrl+shift+left'], title: 'Select a word to the left'},
    wordLeft,
  ),
  selecting(
    {id: 'edit.selectWordRight', keys: ['ctrl+shift+right'], title: 'Select a word to the right'},
    wordRight,
  ),
  selecting(
    {id: 'edit.selectLineStart', keys: ['shift+home'], title: 'Select to the start of the line'},
    lineStart,
  ),
  selecting({id: 'edit.selectLineEnd', keys: ['shift+end'], title: 'Select to the end of the line'}, lineEnd),
  {
    id: 'edit.selectAll',
    keys: ['alt+a'],
    title: 'Select all',
    run: context => changeText(context, selectAll),
  },
]
