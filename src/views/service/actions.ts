import type {InstanceRow} from '../../state/rows/instance-rows.ts'
import {lookUpAction} from '../dns/look-up-action.ts'
import {instanceActions} from '../instance-actions.ts'
import type {Action, ActionContext} from '../keymap/action.ts'

const current = ({entry}: ActionContext): InstanceRow | undefined => entry.table.current()

const openInstance = (context: ActionContext): void => {
  const row = current(context)
  if (row === undefined) return
  const {node, service} = row.instance
  context.app.navigation.open({name: 'instance', service: service.name, node: node.name, id: service.id})
}

const openNode = (context: ActionContext): void => {
  const row = current(context)
  if (row) context.app.navigation.open({name: 'node', node: row.instance.node.name})
}

export const SERVICE_ACTIONS: readonly Action[] = [
  {id: 'service.open', keys: ['enter'], title: 'Open the instance', hint: 'open', run: openInstance},
  {id: 'service.node', keys: ['n'], title: 'Open its node', hint: 'node', run: openNode},
  lookUpAction(({entry}) => (entry.route.name === 'service' ? `${entry.route.service}.service` : undefined)),
  ...instanceActions(context => current(context)?.instance),
]
