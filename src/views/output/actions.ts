import {printableLines} from '../../terminal/printable.ts'
import {DETACH_ACTION} from '../deploy/detach-action.ts'
import {jobAtHand} from '../deploy/job-at-hand.ts'
import type {Action, ActionContext} from '../keymap/action.ts'
import {outputTableOf} from './output-table.ts'

/** Back to the end, where following has a meaning. */
const toggleFollow = ({entry}: ActionContext): void => {
  const table = outputTableOf(entry)
  if (table === undefined) return
  const on = !table.follow.getState().on
  table.follow.setState({on})
  if (on) table.moveTo(Number.POSITIVE_INFINITY)
}

const copyAll = (context: ActionContext): string | undefined => {
  const {route} = context.entry
  const job = jobAtHand(context)
  if (job === undefined || route.name !== 'output') return undefined
  const text = printableLines(job.output(route.node).text).join('\n')
  return context.app.host.copy(text) ?? `copied the output of ${route.node}`
}

export const OUTPUT_ACTIONS: readonly Action[] = [
  {
    id: 'output.follow',
    keys: ['f'],
    title: 'Follow the end of the output, or stay',
    hint: 'follow',
    run: toggleFollow,
  },
  {id: 'output.copyAll', keys: ['Y'], title: 'Copy the whole output', hint: 'copy all', run: copyAll},
  DETACH_ACTION,
]
