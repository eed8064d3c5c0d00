import type {App} from '../state/app.ts'
import type {Confirmation} from '../state/dialog.ts'

type Question = (enable: boolean, reason: string) => Omit<Confirmation, 'confirmLabel'>

/** Asks to turn maintenance off where it is on; else first for the reason that everyone will read. */
export const askMaintenance = (app: App, inMaintenance: boolean, question: Question): void => {
  const ask = (enable: boolean, reason: string): void =>
    app.dialog.ask({
      ...question(enable, reason),
      confirmLabel: enable ? 'Into maintenance' : 'Out of maintenance',
    })
  if (inMaintenance) ask(false, '')
  else {
    const hint = 'why; everyone sees it on the check'
    app.prompt.open({kind: 'text', label: 'Reason: ', hint, onSubmit: reason => ask(true, reason)})
  }
}
