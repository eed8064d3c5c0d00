import type {Action} from './keymap/action.ts'
import {consulCommand} from './shell-command.ts'

export const RELOAD_ACTION: Action = {
  id: 'agent.reload',
  keys: ['R'],
  title: 'Reload the configuration of the asked agent',
  danger: true,
  run: ({app}) =>
    app.dialog.ask({
      title: 'Reload the configuration of the asked agent?',
      touches: [{agent: app.client.address}],
      warning: 'Its watches run again with the events they have already seen.',
      ...consulCommand(app.client.address, ['reload']),
      confirmLabel: 'Reload',
      run: app.operations.reload,
    }),
}
