import type {App} from '../../state/app.ts'
import {type Draft, hasChange} from '../../state/kv/draft.ts'
import {isText, sizeOf} from '../../state/kv/draft-content.ts'
import {identityQuery} from '../../state/queries/identity.ts'
import {snapBack} from '../../state/text/graphemes.ts'
import {lineAt} from '../../state/text/lines.ts'
import type {SyntaxCheck} from '../../state/text/syntax-problem.ts'
import {cursorAt} from '../../state/text/text-buffer.ts'
import {valueLimit} from '../../state/value-limit.ts'

/** Checks the draft and shows what a save would change; returns why not, in a sentence, where there is nothing to show. */
export const reviewDraft = async (app: App): Promise<string | undefined> => {
  const draft = app.draft.store.getState().current
  if (!draft) return 'nothing is being edited'
  if (!hasChange(draft)) return 'nothing has changed: there is nothing to save'
  const tooLarge = refuseSize(app, draft)
  if (tooLarge !== undefined) return tooLarge
  const entry = app.navigation.current()
  const check = await app.draft.check()
  const now = app.draft.store.getState().current
  // The check may take a moment, in which everything else goes on.
  if (now?.id !== draft.id || app.navigation.current() !== entry) return undefined
  if (!check.ok) app.draft.change(failed => atProblem(failed, check))
  app.navigation.open({name: 'review', path: draft.key})
  return undefined
}

const refuseSize = (app: App, {content}: Draft): string | undefined => {
  const agent = app.peek(identityQuery)?.agent
  const [size, limit] = [sizeOf(content), valueLimit(agent)]
  if (size <= limit) return undefined
  return `it has ${size.toLocaleString('en-US')} bytes, and Consul takes ${limit.toLocaleString('en-US')}: make it smaller`
}

/** With the cursor where the problem is, for whoever goes back to mend it. */
const atProblem = (draft: Draft, {line, column}: Extract<SyntaxCheck, {readonly ok: false}>): Draft => {
  if (line === undefined || !isText(draft.content)) return draft
  const {text} = lineAt(draft.content.lines, line - 1)
  const cursor = {line: line - 1, column: snapBack(text, Math.min(text.length, (column ?? 1) - 1))}
  return {...draft, content: cursorAt(draft.content, cursor)}
}
