import type {ServiceInstance} from '../api/health.ts'
import type {App} from '../state/app.ts'
import {type InstanceOwner, ownerOf, refusalOf} from '../state/instance-owner.ts'
import {identityQuery} from '../state/queries/identity.ts'
import {lanMembersQuery} from '../state/queries/members.ts'
import {serviceInstancesQuery} from '../state/queries/services.ts'
import {hostPort} from '../state/rows/host-port.ts'
import {isInServiceMaintenance} from '../state/rows/status.ts'
import type {Action, ActionContext} from './keymap/action.ts'
import {askMaintenance} from './maintenance-question.ts'
import {consulCommand, maintenanceCommand} from './shell-command.ts'

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

type Change = 'maintenance' | 'deregister'

const ownerIn = (app: App, {node, checks}: ServiceInstance): InstanceOwner =>
  ownerOf(
    {node: node.name, checks},
    {
      datacenter: app.tenancy.getState().datacenter,
      identity: app.peek(identityQuery),
      lan: app.peek(lanMembersQuery),
    },
  )

const reasonAgainst = (app: App, instance: ServiceInstance, change: Change): string | undefined =>
  refusalOf(ownerIn(app, instance), {node: instance.node.name, change})

/** The cluster goes on while a question is on the screen. */
const stillPossible = (app: App, instance: ServiceInstance, change: Change): void => {
  const reason = reasonAgainst(app, instance, change) ?? reasonGone(app, instance)
  if (reason !== undefined) throw new Error(reason)
}

/** An id can be given away while a question is on the screen; the service behind it must be the one that was shown. */
const reasonGone = (app: App, {node, service}: ServiceInstance): string | undefined => {
  const instances = app.peek(context => serviceInstancesQuery(context, service.name))
  const isThere = instances?.some(now => now.node.name === node.name && now.service.id === service.id)
  return isThere === false ? `${service.id} is gone from ${service.name}: nothing was changed` : undefined
}

const refuse = (context: ActionContext, aim: Aim, change: Change): string | undefined => {
  const instance = aim(context)
  if (instance === undefined) return 'no instance is under the cursor'
  return reasonAgainst(context.app, instance, change)
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
  const owner = ownerIn(app, instance)
  if (owner.kind !== 'asked-agent' && owner.kind !== 'catalog') return // what `disabled` has refused
  app.dialog.ask({
    title: `Deregister ${service.id}?`,
    touches: [describe(instance)],
    warning: 'It leaves DNS and discovery at once. Lictor cannot put it back.',
    ...(owner.kind === 'asked-agent' &&
      consulCommand(app.client.address, ['services', 'deregister'], [`-id=${service.id}`])),
    confirmLabel: 'Deregister',
    run: async () => {
      stillPossible(app, instance, 'deregister')
      return app.operations.deregister({node: node.name, serviceId: service.id, owner})
    },
  })
}

const maintain = (context: ActionContext, aim: Aim): void => {
  const {app} = context
  const instance = aim(context)
  if (instance === undefined) return
  const {id} = instance.service
  askMaintenance(app, isInServiceMaintenance(instance.checks), (enable, reason) => ({
    title: enable ? `Put ${id} into maintenance?` : `Take ${id} out of maintenance?`,
    touches: [{...describe(instance), ...(enable && {reason: reason || '(none)'})}],
    ...maintenanceCommand(app.client.address, {enable, reason, serviceId: id}),
    run: async () => {
      stillPossible(app, instance, 'maintenance')
      return app.operations.setInstanceMaintenance(id, enable, reason)
    },
  }))
}
