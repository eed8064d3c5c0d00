import type {Difference} from '../../state/kv/difference.ts'
import type {Action, ActionContext} from '../keymap/action.ts'
import {askCopy, whyNoCopy} from './copy.ts'

const current = ({entry}: ActionContext): Difference | undefined => entry.table.current()

const open = (context: ActionContext): void => {
  const {route} = context.entry
  const row = current(context)
  if (row === undefined || route.name !== 'compare') return
  context.app.navigation.open({name: 'difference', left: route.left, right: route.right, path: row.name})
}

const toggleMark = (context: ActionContext): void => {
  const row = current(context)
  if (row === undefined) return
  const comparison = context.app.scans.comparison(context.entry)
  const marks = new Set(comparison.store.getState().marks)
  if (!marks.delete(row.name)) marks.add(row.name)
  comparison.setMarks(marks)
  context.entry.table.moveBy(1)
}

/** Of what the filter shows; once more, and nothing is marked. */
const toggleAll = ({app, entry}: ActionContext): void => {
  const comparison = app.scans.comparison(entry)
  const names: readonly string[] = entry.table.visible().map(({name}: Difference) => name)
  const {marks} = comparison.store.getState()
  const areMarked = names.every(name => marks.has(name))
  comparison.setMarks(areMarked ? new Set() : new Set([...marks, ...names]))
}

const nothingHere = (context: ActionContext): string | undefined =>
  current(context) === undefined ? 'nothing is under the cursor' : undefined

export const COMPARE_ACTIONS: readonly Action[] = [
  {
    id: 'compare.open',
    keys: ['enter'],
    title: 'Show what differs',
    hint: 'diff',
    disabled: nothingHere,
    run: open,
  },
  {
    id: 'compare.mark',
    keys: ['space'],
    title: 'Mark for a copy',
    hint: 'mark',
    disabled: nothingHere,
    run: toggleMark,
  },
  {
    id: 'compare.markAll',
    keys: ['*'],
    title: 'Mark all that are shown, or none',
    hint: 'all',
    run: toggleAll,
  },
  {
    id: 'compare.copyRight',
    keys: ['>', 'c'],
    title: 'Copy what is marked, or under the cursor, from the left to the right',
    hint: 'copy right',
    danger: true,
    disabled: context => whyNoCopy(context, 'right'),
    run: context => askCopy(context, 'right'),
  },
  {
    id: 'compare.copyLeft',
    keys: ['<'],
    title: 'Copy what is marked, or under the cursor, from the right to the left',
    hint: 'copy left',
    danger: true,
    disabled: context => whyNoCopy(context, 'left'),
    run: context => askCopy(context, 'left'),
  },
  {
    id: 'compare.again',
    keys: ['='],
    title: 'Compare again',
    hint: 'again',
    run: ({app, entry}) => void app.scans.comparison(entry).start(),
  },
  {
    id: 'compare.more',
    keys: ['+'],
    title: 'Read more than the limit',
    disabled: ({app, entry}) =>
      app.scans.comparison(entry).store.getState().phase === 'budget'
        ? undefined
        : 'nothing waits to be compared',
    run: ({app, entry}) => app.scans.comparison(entry).goOn(),
  },
]
