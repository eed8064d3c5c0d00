import {elsewhere, memberIn} from '../../state/asked-agent.ts'
import {identityQuery} from '../../state/queries/identity.ts'
import {lanMembersQuery} from '../../state/queries/members.ts'
import {nodeChecksQuery} from '../../state/queries/node.ts'
import {isInNodeMaintenance} from '../../state/rows/status.ts'
import {lookUpAction} from '../dns/look-up-action.ts'
import type {DocumentLine} from '../document/document.ts'
import {forceLeaveAction} from '../force-leave-action.ts'
import type {Action, ActionContext} from '../keymap/action.ts'
import {askMaintenance} from '../maintenance-question.ts'
import {maintenanceCommand} from '../shell-command.ts'

const nodeOf = ({entry}: ActionContext): string => (entry.route.name === 'node' ? entry.route.node : '')

const target = ({entry}: ActionContext) => (entry.table.current() as DocumentLine | undefined)?.target

const open = (context: ActionContext): void => {
  const route = target(context)
  if (route) context.app.navigation.open(route)
}

const askedAgent = ({app}: ActionContext) => app.peek(identityQuery)?.agent

const memberOf = (context: ActionContext) => {
  const {app} = context
  const name = nodeOf(context)
  const datacenter = app.tenancy.getState().datacenter ?? askedAgent(context)?.datacenter
  const members = app.peek(lanMembersQuery)?.members
  const status = memberIn(members, {name, datacenter})?.status ?? ('no agent' as const)
  return {name, status, datacenter, wan: false}
}

/** The agent can put only its own node into maintenance. */
const refuseMaintenance = (context: ActionContext): string | undefined => {
  const agent = askedAgent(context)
  const node = nodeOf(context)
  const away = elsewhere(context.app.tenancy.getState().datacenter, agent?.datacenter)
  if (away !== undefined) return away
  return agent?.nodeName === node
    ? undefined
    : `only the agent on ${node} can do that: run lictor on that host`
}

const maintain = ({app, ...context}: ActionContext): void => {
  const node = nodeOf({app, ...context})
  const checks = app.peek(context => nodeChecksQuery(context, node)) ?? []
  askMaintenance(app, isInNodeMaintenance(checks), (enable, reason) => ({
    title: enable ? `Put all of ${node} into maintenance?` : `Take ${node} out of maintenance?`,
    touches: [{node, ...(enable && {reason: reason || '(none)'})}],
    ...(enable && {warning: 'All its services leave DNS and discovery.'}),
    ...maintenanceCommand(app.client.address, {enable, reason}),
    run: () => app.operations.setNodeMaintenance(node, enable, reason),
  }))
}

export const NODE_ACTIONS: readonly Action[] = [
  {
    id: 'node.open',
    keys: ['enter'],
    title: 'Open the service under the cursor',
    hint: 'open',
    disabled: context =>
      target(context) === undefined ? 'there is nothing to open on this line' : undefined,
    run: open,
  },
  lookUpAction(context => `${nodeOf(context)}.node`),
  {
    id: 'node.maintenance',
    keys: ['m'],
    title: 'Node maintenance on or off',
    hint: 'maintenance',
    danger: true,
    disabled: refuseMaintenance,
    run: maintain,
  },
  forceLeaveAction(memberOf),
]
