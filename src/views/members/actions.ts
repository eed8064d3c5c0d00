import {identityQuery} from '../../state/queries/identity.ts'
import type {MemberRow} from '../../state/rows/member-rows.ts'
import {lookUpAction} from '../dns/look-up-action.ts'
import {forceLeaveAction} from '../force-leave-action.ts'
import type {Action, ActionContext} from '../keymap/action.ts'
import {RELOAD_ACTION} from '../reload-action.ts'

const current = ({entry}: ActionContext): MemberRow | undefined => entry.table.current()

const openNode = (context: ActionContext): void => {
  const row = current(context)
  if (row) context.app.navigation.open({name: 'node', node: row.node})
}

/** The datacenter that is looked at, or undefined while the agent has not told its own. */
const shownDatacenter = ({app}: ActionContext): string | undefined =>
  app.tenancy.getState().datacenter ?? app.peek(identityQuery)?.agent?.datacenter

const inOtherDatacenter = (context: ActionContext): string | undefined => {
  const row = current(context)
  if (row === undefined) return 'nothing is under the cursor'
  if (row.node === '') return `${row.datacenter} does not answer`
  return context.app.chrome.getState().wan && row.datacenter !== shownDatacenter(context)
    ? `it is in ${row.datacenter}; :dc ${row.datacenter} goes there`
    : undefined
}

export const MEMBERS_ACTIONS: readonly Action[] = [
  {
    id: 'members.open',
    keys: ['enter'],
    title: 'Open the node',
    hint: 'open',
    disabled: inOtherDatacenter,
    run: openNode,
  },
  {
    id: 'members.wan',
    keys: ['w'],
    title: 'LAN or WAN members',
    hint: 'lan/wan',
    run: ({app}) => app.chrome.setState(({wan}) => ({wan: !wan})),
  },
  lookUpAction(context => {
    const row = current(context)
    if (row === undefined || row.node === '') return undefined
    const isAway = context.app.chrome.getState().wan && row.datacenter !== shownDatacenter(context)
    return isAway ? `${row.node}.node.${row.datacenter}` : `${row.node}.node`
  }),
  forceLeaveAction(context => {
    const row = current(context)
    if (row === undefined) return undefined
    const datacenter = shownDatacenter(context) === undefined ? undefined : row.datacenter
    return {name: row.name, status: row.status, datacenter, wan: context.app.chrome.getState().wan}
  }),
  RELOAD_ACTION,
]
