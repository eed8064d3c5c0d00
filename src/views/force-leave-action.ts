import type {MemberRow} from '../state/rows/member-rows.ts'
import type {Action, ActionContext} from './keymap/action.ts'
import {shellCommand} from './shell-command.ts'

type Target = Pick<MemberRow, 'name' | 'status'>

/** Takes a failed member out of the pool; its services leave the catalog with it. */
export const forceLeaveAction = (aim: (context: ActionContext) => Target | undefined): Action => ({
  id: 'member.forceLeave',
  keys: ['d'],
  title: 'Force a failed member to leave',
  hint: 'force-leave',
  danger: true,
  disabled: context => refusalOf(aim(context)),
  run: context => {
    const target = aim(context)
    if (target) ask(context, target)
  },
})

const refusalOf = (target: Target | undefined): string | undefined => {
  if (target === undefined) return 'nothing is under the cursor'
  const {name, status} = target
  return status === 'failed' || status === 'leaving'
    ? undefined
    : `${name} is ${status}; only a failed member can be forced to leave`
}

const ask = ({app}: ActionContext, {name, status}: Target): void =>
  app.dialog.ask({
    title: `Force ${name} to leave?`,
    touches: [{member: name, status}],
    warning: 'Its node and all its services leave the catalog. If its agent still runs, it joins again.',
    command: shellCommand('consul', 'force-leave', name),
    confirmLabel: 'Force leave',
    run: () => app.operations.forceLeave(name),
  })
