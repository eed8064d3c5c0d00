import type {Action, ActionContext} from '../keymap/action.ts'
import {EXEC_ACTION} from './ask-exec.ts'
import {DETACH_ACTION} from './detach-action.ts'
import {jobAtHand} from './job-at-hand.ts'
import {TRANSCRIPT_ACTION} from './transcript-action.ts'

const nothingHere = (context: ActionContext): string | undefined =>
  jobAtHand(context) === undefined ? 'nothing is under the cursor' : undefined

const open = (context: ActionContext): void => {
  const job = jobAtHand(context)
  if (job) context.app.navigation.open({name: 'board', job: job.info.id})
}

/** Two are enough: a third takes the place of the first. */
const toggleMark = (context: ActionContext): void => {
  const {deploys} = context.app
  const job = jobAtHand(context)
  if (job === undefined) return
  const marks = [...deploys.store.getState().marks]
  const others = marks.filter(id => id !== job.info.id)
  deploys.setMarks(new Set(others.length < marks.length ? others : [...others.slice(-1), job.info.id]))
  context.entry.table.moveBy(1)
}

/** The older is the one before. */
const compare = ({app}: ActionContext): void => {
  const {marks, rows} = app.deploys.store.getState()
  const [left, right] = rows
    .filter(({info}) => marks.has(info.id))
    .toSorted((one, other) => one.info.startedAtMs - other.info.startedAtMs)
  if (left && right) app.navigation.open({name: 'outcomes', left: left.info.id, right: right.info.id})
}

export const DEPLOY_ACTIONS: readonly Action[] = [
  {
    id: 'deploy.open',
    keys: ['enter'],
    title: 'Open the board',
    hint: 'open',
    disabled: nothingHere,
    run: open,
  },
  EXEC_ACTION,
  {
    id: 'deploy.mark',
    keys: ['space'],
    title: 'Mark one of two to compare',
    hint: 'mark',
    disabled: nothingHere,
    run: toggleMark,
  },
  {
    id: 'deploy.compare',
    keys: ['='],
    title: 'Compare the outcomes of the two that are marked',
    hint: 'compare',
    disabled: ({app}) =>
      app.deploys.store.getState().marks.size === 2 ? undefined : 'mark two with Space first',
    run: compare,
  },
  DETACH_ACTION,
  TRANSCRIPT_ACTION,
]
