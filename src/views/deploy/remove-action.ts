import {historyQuery} from '../../state/queries/deploys.ts'
import type {Action, ActionContext} from '../keymap/action.ts'
import {infoAtHand} from './job-at-hand.ts'

/** The ID that the job at hand has in the history. */
const keptAs = (context: ActionContext): string | undefined => {
  const {app} = context
  const info = infoAtHand(context)
  const id = info && (app.deploys.known(info.id)?.store.getState().keptAs ?? info.id)
  return (app.peek(historyQuery) ?? []).find(past => past.id === id)?.id
}

const refuse = (context: ActionContext): string | undefined => {
  const info = infoAtHand(context)
  if (info === undefined) return 'nothing is under the cursor'
  if (context.app.deploys.open().some(job => job.info.id === info.id)) return 'it is not over'
  return keptAs(context) === undefined ? 'it is not in the history' : undefined
}

const remove = (context: ActionContext): void => {
  const {app} = context
  const info = infoAtHand(context)
  const id = keptAs(context)
  if (info === undefined || id === undefined) return
  const datacenter = info.datacenter ?? app.tenancy.getState().datacenter // of what has no record
  app.dialog.ask({
    title: `Remove this ${info.kind} from the history?`,
    touches: [{what: info.what, who: info.who}],
    notes: [
      {text: 'Nobody will see any more what its hosts have answered. A deploy that still runs goes on.'},
    ],
    confirmLabel: 'Remove',
    run: async () => {
      await app.deploys.remove(id, datacenter)
      return `removed ${info.what} from the history`
    },
  })
}

export const REMOVE_ACTION: Action = {
  id: 'deploy.remove',
  keys: ['d'],
  title: 'Remove it from the history',
  danger: true,
  disabled: refuse,
  run: remove,
}
