import type {ServiceInstance} from '../api/health.ts'
import type {App} from '../state/app.ts'
import {type InstanceOwner, ownerOf, refusalOf} from '../state/instance-owner.ts'
import {identityQuery} from '../state/queries/identity.ts'
import {lanMembersQuery} from '../state/queries/members.ts'
import {hostPort} from '../state/rows/host-port.ts'
import {isInServiceMaintenance} from '../state/rows/status.ts'
import type {Action, ActionContext} from './keymap/action.ts'
import {maintenanceCommand, shellCommand} from './shell-command.ts'

/** How an action finds the instance it is aimed at. */
type Aim = (context: ActionContext) => ServiceInstance | undefined

/** Changing one instance: the same on the list and on the instance's own page. */
export const instanceActions = (aim: Aim): readonly Action[] => [
  {
    id: 'instance.maintenance',
    keys: ['m'],
    title: 'Maintenance on or off',
    hint: 'maintenance',
    danger: true,
    disabled: context => refuse(context, aim, 'maintenance'),
    run: context => maintain(context, aim),
  },
  {
    id: 'instance.deregister',
    keys: ['d'],
    title: 'Deregister the instance',
    hint: 'deregister',
    danger: true,
    disabled: context => refuse(context, aim, 'deregister'),
    run: context => deregister(context, aim),
  },
]

const ownerIn = (app: App, node: string): InstanceOwner => {
  const context = app.queryContext()
  const {agent} = app.live.storeOf(identityQuery(context)).getState().data ?? {}
  const members = app.live.storeOf(lanMembersQuery(context)).getState().data?.members
  const elsewhere =
    context.tenancy.datacenter !== undefined && context.tenancy.datacenter !== agent?.datacenter
  if (elsewhere) return {kind: 'other-datacenter', datacenter: context.tenancy.datacenter ?? ''}
  return ownerOf(node, {self: agent?.nodeName, members})
}

const refuse = (
  context: ActionContext,
  aim: Aim,
  change: 'maintenance' | 'deregister',
): string | undefined => {
  const instance = aim(context)
  if (instance === undefined) return 'no instance is under the cursor'
  return refusalOf(ownerIn(context.app, instance.node.name), {node: instance.node.name, change})
}

const describe = ({node, service}: ServiceInstance): Readonly<Record<string, string>> => ({
  service: service.name,
  instance: service.id,
  node: node.name,
  address: hostPort(service.address || node.address, service.port),
})

const deregister = ({app, ...context}: ActionContext, aim: Aim): void => {
  const instance = aim({app, ...context})
  if (instance === undefined) return
  const {node, service} = instance
  app.dialog.ask({
    title: `Deregister ${service.id}?`,
    touches: [describe(instance)],
    warning: 'It leaves DNS and discovery at once. Lictor cannot put it back.',
    ...(ownerIn(app, node.name).kind === 'asked-agent' && {
      command: shellCommand('consul', 'services', 'deregister', `-id=${service.id}`),
    }),
    confirmLabel: 'Deregister',
    run: () =>
      app.operations.deregister({node: node.name, serviceId: service.id, owner: ownerIn(app, node.name)}),
  })
}

const maintain = (context: ActionContext, aim: Aim): void => {
  const {app} = context
  const instance = aim(context)
  if (instance === undefined) return
  const {id} = instance.service
  const inMaintenance = isInServiceMaintenance(instance.checks)
  const ask = (enable: boolean, reason: string): void =>
    app.dialog.ask({
      title: enable ? `Put ${id} into maintenance?` : `Take ${id} out of maintenance?`,
      touches: [{...describe(instance), ...(enable && {reason: reason || '(none)'})}],
      command: maintenanceCommand(enable, reason, id),
      confirmLabel: enable ? 'Into maintenance' : 'Out of maintenance',
      run: () => app.operations.setInstanceMaintenance(id, enable, reason),
    })
  if (inMaintenance) ask(false, '')
  else {
    app.prompt.open({
      kind: 'text',
      label: 'Reason: ',
      hint: 'why; everyone sees it on the check',
      onSubmit: reason => ask(true, reason),
    })
  }
}
