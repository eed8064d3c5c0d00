import type {Draft} from '../../state/kv/draft.ts'
import {breakLine, copy, cut, erase, paste, pasteClip, redo, type, undo} from '../../state/text/edits.ts'
import {joinLines, lineAt} from '../../state/text/lines.ts'
import {left, type Motion, right, wordLeft, wordRight} from '../../state/text/motions.ts'
import type {TextBuffer} from '../../state/text/text-buffer.ts'
import type {Action, ActionContext, TextInput} from '../keymap/action.ts'
import {changeText} from './change-text.ts'

type Edit = (buffer: TextBuffer, draft: Draft) => TextBuffer

const edit = (id: string, keys: readonly string[], title: string, change: Edit, hint?: string): Action => ({
  id,
  keys,
  title,
  ...(hint !== undefined && {hint}),
  run: context => changeText(context, change),
})

const erasing = (id: string, keys: readonly string[], title: string, motion: Motion): Action =>
  edit(id, keys, title, buffer => erase(buffer, motion))

/** Structured text is indented by two, where a tab would be an error or a surprise. */
const indent: Edit = (buffer, {kind}) => {
  if (kind !== 'yaml' && kind !== 'json' && kind !== 'hcl') return type(buffer, '\t')
  return type(buffer, ' '.repeat(2 - (buffer.cursor.column % 2)))
}

/** Onto the operator's own clipboard: what could end a paste there and type on stays behind. */
const copyOut = (context: ActionContext): string => {
  const {app} = context
  changeText(context, copy)
  const {content} = app.draft.store.getState().current ?? {}
  const clip = content && 'clip' in content ? content.clip : undefined
  const text = joinLines(clip ?? []).replaceAll(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g, '')
  const copied =
    clip && clip.length > 1
      ? `${clip.length - (lineAt(clip, clip.length - 1).text === '' ? 1 : 0)} lines`
      : `${text.length} characters`
  const trouble = app.host.copy(text)
  return trouble === undefined ? `copied ${copied}` : `copied ${copied} for Ctrl-V; ${trouble}`
}

/** Changing the text. */
export const CHANGE_TEXT_ACTIONS: readonly Action[] = [
  edit('edit.undo', ['ctrl+u', 'ctrl+_', 'alt+u'], 'Undo', undo, 'undo'),
  edit('edit.redo', ['ctrl+r', 'alt+r'], 'Redo', redo),
  edit('edit.cut', ['ctrl+k'], 'Cut the selection or the line', cut, 'cut'),
  {
    id: 'edit.copy',
    keys: ['alt+c'],
    title: 'Copy the selection or the line, also to your clipboard',
    run: copyOut,
  },
  edit('edit.paste', ['ctrl+v', 'ctrl+y'], 'Paste what was cut or copied here', pasteClip, 'paste'),
  edit('edit.break', ['enter'], 'A new line, indented as this one', breakLine),
  edit('edit.indent', ['tab'], 'Indent: two blanks in JSON, YAML and HCL, else a tab', indent),
  erasing('edit.erase', ['backspace', 'ctrl+h'], 'Erase', left),
  erasing('edit.eraseOn', ['delete', 'ctrl+d'], 'Erase under the cursor', right),
  erasing('edit.eraseWord', ['ctrl+w', 'alt+backspace'], 'Erase a word', wordLeft),
  erasing('edit.eraseWordOn', ['alt+d', 'ctrl+delete'], 'Erase the word after the cursor', wordRight),
]

/** Every other key is text. */
export const EDITOR_TEXT: TextInput = {
  type: (context, text) => changeText(context, buffer => type(buffer, text)),
  paste: (context, text) => changeText(context, buffer => paste(buffer, text)),
}
