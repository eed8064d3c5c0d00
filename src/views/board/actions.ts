import type {HostRow} from '../../state/deploy/host-rows.ts'
import {EXEC_ACTION} from '../deploy/ask-exec.ts'
import {DETACH_ACTION} from '../deploy/detach-action.ts'
import {FREEZE_ACTION} from '../deploy/freeze-action.ts'
import {jobAtHand} from '../deploy/job-at-hand.ts'
import {ROLLOUT_ACTIONS} from '../deploy/rollout-actions.ts'
import {TRANSCRIPT_ACTION} from '../deploy/transcript-action.ts'
import type {Action, ActionContext} from '../keymap/action.ts'

const current = ({entry}: ActionContext): HostRow | undefined => entry.table.current()

const open = (context: ActionContext): void => {
  const row = current(context)
  const job = jobAtHand(context)
  if (row && job) context.app.navigation.open({name: 'output', job: job.info.id, node: row.host.node})
}

const groups = (context: ActionContext): void => {
  const job = jobAtHand(context)
  if (job) context.app.navigation.open({name: 'groups', job: job.info.id})
}

export const BOARD_ACTIONS: readonly Action[] = [
  {
    id: 'board.open',
    keys: ['enter'],
    title: 'Show all that the host has written',
    hint: 'output',
    disabled: context => (current(context) === undefined ? 'nothing is under the cursor' : undefined),
    run: open,
  },
  {
    id: 'board.groups',
    keys: ['o'],
    title: 'Put equal outputs together, and show how the others differ',
    hint: 'alike',
    run: groups,
  },
  ...ROLLOUT_ACTIONS,
  EXEC_ACTION,
  FREEZE_ACTION,
  DETACH_ACTION,
  TRANSCRIPT_ACTION,
]
