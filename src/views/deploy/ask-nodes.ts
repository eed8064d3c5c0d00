import type {TargetFilters} from '../../deploy/targets/filters.ts'
import {parseFilters} from '../../state/deploy/filter-text.ts'
import type {ActionContext} from '../keymap/action.ts'

type AskNodes = {
  readonly label: string
  readonly text: string
  /** What is wrong with the text. */
  readonly problem?: string
  readonly take: (filters: TargetFilters) => void
}

/** Asks whom it concerns, and shows meanwhile whom the filters name. */
export const askNodes = (context: ActionContext, asked: AskNodes): void => {
  const {prompt, deploys} = context.app
  const {label, text, problem, take} = asked
  const {aim} = deploys
  aim.begin(text, problem)
  prompt.open({
    kind: 'text',
    label,
    hint: 'every node; or node:RE service:RE tag:RE',
    text,
    complete: aim.complete,
    step: aim.step,
    onChange: aim.type,
    onCancel: aim.end,
    onSubmit: typed => {
      aim.end()
      const read = parseFilters(typed)
      if ('problem' in read) askNodes(context, {...asked, text: typed, problem: read.problem})
      else take(read.filters)
    },
  })
}
