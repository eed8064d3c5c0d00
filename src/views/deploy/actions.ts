import type {Action, ActionContext} from '../keymap/action.ts'
import {DEPLOY_ACTION} from './ask-deploy.ts'
import {EXEC_ACTION} from './ask-exec.ts'
import type {ListedJob} from './columns.ts'
import {DETACH_ACTION} from './detach-action.ts'
import {FREEZE_ACTION} from './freeze-action.ts'
import {infoAtHand} from './job-at-hand.ts'
import {REMOVE_ACTION} from './remove-action.ts'
import {TRANSCRIPT_ACTION} from './transcript-action.ts'

const nothingHere = (context: ActionContext): string | undefined =>
  infoAtHand(context) === undefined ? 'nothing is under the cursor' : undefined

const open = (context: ActionContext): void => {
  const info = infoAtHand(context)
  if (info) context.app.navigation.open({name: 'board', job: info.id})
}

/** Two are enough: a third takes the place of the first. */
const toggleMark = (context: ActionContext): void => {
  const {deploys} = context.app
  const info = infoAtHand(context)
  if (info === undefined) return
  const marks = [...deploys.marks.getState().ids]
  const others = marks.filter(id => id !== info.id)
  const ids = new Set(others.length < marks.length ? others : [...others.slice(-1), info.id])
  deploys.marks.setState({ids})
  context.entry.table.moveBy(1)
}

/** The older is the one before. */
const compare = ({app, entry}: ActionContext): void => {
  const rows: readonly ListedJob[] = entry.table.store.getState().rows
  const {ids: marks} = app.deploys.marks.getState()
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
  DEPLOY_ACTION,
  FREEZE_ACTION,
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
      app.deploys.marks.getState().ids.size === 2 ? undefined : 'mark two with Space first',
    run: compare,
  },
  REMOVE_ACTION,
  DETACH_ACTION,
  TRANSCRIPT_ACTION,
]
