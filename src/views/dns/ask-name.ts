import {parseQuestion} from '../../state/dns/question-text.ts'
import type {ActionContext} from '../keymap/action.ts'

/** Asks for `NAME [TYPE]` on the screen one is on; what cannot be read is said, and stays to be mended. */
export const askName = (context: ActionContext, text = '', problem?: string): void => {
  const {app, entry} = context
  const {naming} = app.dns
  naming.begin(text, problem)
  app.prompt.open({
    kind: 'text',
    label: 'Ask DNS for: ',
    hint: 'NAME [TYPE]; Tab completes, Up: asked before',
    text,
    complete: naming.complete,
    step: naming.step,
    onChange: naming.type,
    onCancel: naming.end,
    onSubmit: typed => {
      naming.end()
      if (typed.trim() === '') return
      const question = parseQuestion(typed)
      if ('problem' in question) {
        askName(context, typed, question.problem)
        return
      }
      entry.table.setFilter('')
      entry.table.moveTo(0)
      void app.dns.page(entry).ask(question)
    },
  })
}
