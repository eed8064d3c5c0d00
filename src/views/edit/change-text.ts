import {type Draft, withContent} from '../../state/kv/draft.ts'
import {isText} from '../../state/kv/draft-content.ts'
import type {TextBuffer} from '../../state/text/text-buffer.ts'
import type {ActionContext} from '../keymap/action.ts'

/** An edit or a motion; an edit ends a selection that motions extend. */
export const changeText = (
  {app}: ActionContext,
  change: (buffer: TextBuffer, draft: Draft) => TextBuffer,
): void =>
  app.draft.change(draft => {
    if (!isText(draft.content)) return draft
    const changed = change(draft.content, draft)
    const marking = draft.editor.marking && changed.lines === draft.content.lines
    const {editor} = draft
    return {
      ...withContent(draft, changed),
      editor: marking === editor.marking ? editor : {...editor, marking},
    }
  })
