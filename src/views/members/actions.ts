import type {MemberRow} from '../../state/rows/member-rows.ts'
import {forceLeaveAction} from '../force-leave-action.ts'
import type {Action, ActionContext} from '../keymap/action.ts'

const current = ({entry}: ActionContext): MemberRow | undefined => entry.table.current()

const openNode = (context: ActionContext): void => {
  const row = current(context)
  if (row) context.app.navigation.open({name: 'node', node: row.node})
}

const inOtherDatacenter = (context: ActionContext): string | undefined => {
  const row = current(context)
  const {app} = context
  const {datacenter} = app.tenancy.getState()
  if (row === undefined) return 'nothing is under the cursor'
  return app.chrome.getState().wan && row.datacenter !== datacenter && datacenter !== undefined
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
  forceLeaveAction(context => {
    const row = current(context)
    return row && {name: row.name, status: row.status}
  }),
]
