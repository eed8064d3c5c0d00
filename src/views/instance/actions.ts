import type {ServiceInstance} from '../../api/health.ts'
import {serviceInstancesQuery} from '../../state/queries/services.ts'
import {lookUpAction} from '../dns/look-up-action.ts'
import {instanceActions} from '../instance-actions.ts'
import type {Action, ActionContext} from '../keymap/action.ts'

const shown = ({app, entry}: ActionContext): ServiceInstance | undefined => {
  const {route} = entry
  if (route.name !== 'instance') return undefined
  const data = app.peek(context => serviceInstancesQuery(context, route.service)) ?? []
  return data.find(({node, service}) => node.name === route.node && service.id === route.id)
}

const openNode = ({app, entry}: ActionContext): void => {
  if (entry.route.name === 'instance') app.navigation.open({name: 'node', node: entry.route.node})
}

export const INSTANCE_ACTIONS: readonly Action[] = [
  {id: 'instance.node', keys: ['n', 'enter'], title: 'Open its node', hint: 'node', run: openNode},
  lookUpAction(({entry}) => (entry.route.name === 'instance' ? `${entry.route.service}.service` : undefined)),
  ...instanceActions(shown),
]
