import type {Draft} from '../../state/kv/draft.ts'
import {isText} from '../../state/kv/draft-content.ts'
import type {SyntaxCheck} from '../../state/text/syntax-problem.ts'

/** What is wrong with the text and has not been accepted. */
export const openProblem = ({
  content,
  check,
  accepted,
}: Draft): Extract<SyntaxCheck, {readonly ok: false}> | undefined => {
  if (!check || check.result.ok || accepted === check.result) return undefined
  return isText(content) && check.of === content.lines ? check.result : undefined
}
