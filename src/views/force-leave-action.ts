import {elsewhere} from '../state/asked-agent.ts'
import {identityQuery} from '../state/queries/identity.ts'
import type {MemberRow} from '../state/rows/member-rows.ts'
import type {Action, ActionContext} from './keymap/action.ts'
import {consulCommand} from './shell-command.ts'

type Target = Pick<MemberRow, 'name' | 'status'> & {
  /** Undefined for the asked agent's own, as long as nobody has said which that is. */
  readonly datacenter: string | undefined
  /** Named as in the WAN pool: `node.datacenter`. */
  readonly wan: boolean
}

/** Takes a failed member out of the pool; its services leave the catalog with it. */
export const forceLeaveAction = (aim: (context: ActionContext) => Target | undefined): Action => ({
  id: 'member.forceLeave',
  keys: ['d'],
  title: 'Force a failed member to leave',
  hint: 'force-leave',
  danger: true,
  disabled: context => refusalOf(context, aim(context)),
  run: context => {
    const target = aim(context)
    if (target) ask(context, target)
  },
})

const refusalOf = ({app}: ActionContext, target: Target | undefined): string | undefined => {
  if (target === undefined) return 'nothing is under the cursor'
  const {name, status, datacenter, wan} = target
  // Consul looks only in the LAN pool for the name.
  if (wan) return 'a WAN member is forced out from its own datacenter: w shows the LAN'
  const agent = app.peek(identityQuery)?.agent
  const away = elsewhere(datacenter, agent?.datacenter)
  if (away !== undefined) return away
  return status === 'failed' || status === 'leaving'
    ? undefined
    : `${name} is ${status}; only a failed member can be forced to leave`
}

const ask = ({app}: ActionContext, {name, status}: Target): void =>
  app.dialog.ask({
    title: `Force ${name} to leave?`,
    touches: [{member: name, status}],
    warning: 'Its node and all its services leave the catalog. If its agent still runs, it joins again.',
    ...consulCommand(app.client.address, ['force-leave'], [name]),
    confirmLabel: 'Force leave',
    run: () => app.operations.forceLeave(name),
  })
