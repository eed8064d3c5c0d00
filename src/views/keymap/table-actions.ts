import {printableLine} from '../../terminal/printable.ts'
import type {Action, ActionContext, Keymap} from './action.ts'

const page = ({entry}: ActionContext): number => Math.max(1, entry.table.store.getState().height - 1)
const half = ({entry}: ActionContext): number =>
  Math.max(1, Math.floor(entry.table.store.getState().height / 2))

const move = (
  id: string,
  keys: readonly string[],
  title: string,
  rows: (context: ActionContext) => number,
): Action => ({
  id,
  keys,
  title,
  run: context => context.entry.table.moveBy(rows(context)),
})

/** While the filter is typed the cursor stays on its row if that matches, else it waits on the first that does. */
const openFilter = ({app, entry}: ActionContext): void => {
  const {table} = entry
  const {filter: before, cursorId} = table.store.getState()
  const setFilter = (filter: string): void => {
    table.setFilter(filter)
    table.select(cursorId)
  }
  app.prompt.open({
    kind: 'filter',
    label: '/',
    text: before,
    hint: table.kind.filterHint,
    onChange: setFilter,
    onSubmit: setFilter,
    onCancel: () => setFilter(before),
  })
}

const sortBy = ({entry}: ActionContext, step: number): string | undefined => {
  const {table} = entry
  const ids = Object.keys(table.kind.sorts)
  const {columnId} = table.store.getState().sort
  const next = ids[(ids.indexOf(columnId) + step + ids.length) % ids.length]
  if (next === undefined || next === columnId) return 'nothing else to sort by here'
  table.setSort({columnId: next, descending: false})
  return undefined
}

const reverse = ({entry}: ActionContext): void => {
  const {sort} = entry.table.store.getState()
  entry.table.setSort({...sort, descending: !sort.descending})
}

/** For a list whose order is its own. */
export const unsorted = ({actions, ...keymap}: Keymap): Keymap => ({
  ...keymap,
  actions: actions.filter(({id}) => id !== 'table.sort' && id !== 'table.reverse'),
})

/** Moving in, filtering and sorting a list: the same on every screen. */
export const TABLE_KEYMAP: Keymap = {
  scope: 'table',
  actions: [
    move('table.down', ['j', 'down'], 'Down', () => 1),
    move('table.up', ['k', 'up'], 'Up', () => -1),
    move('table.halfDown', ['ctrl+d'], 'Half a screen down', half),
    move('table.halfUp', ['ctrl+u'], 'Half a screen up', context => -half(context)),
    move('table.pageDown', ['pageDown'], 'A screen down', page),
    move('table.pageUp', ['pageUp'], 'A screen up', context => -page(context)),
    {id: 'table.first', keys: ['g', 'home'], title: 'First row', run: ({entry}) => entry.table.moveTo(0)},
    {
      id: 'table.last',
      keys: ['G', 'end'],
      title: 'Last row',
      run: ({entry}) => entry.table.moveTo(Number.POSITIVE_INFINITY),
    },
    {id: 'table.filter', keys: ['/'], title: 'Filter', hint: 'filter', run: openFilter},
    {
      id: 'table.sort',
      keys: ['s'],
      title: 'Sort by the next column',
      hint: 'sort',
      run: context => sortBy(context, 1),
    },
    {id: 'table.reverse', keys: ['S'], title: 'Reverse the order', run: reverse},
    {
      id: 'table.copy',
      keys: ['y'],
      title: 'Copy what is under the cursor',
      hint: 'copy',
      disabled: ({entry}) =>
        entry.table.current() === undefined ? 'nothing is under the cursor' : undefined,
      run: ({app, entry}) => {
        // A name from the cluster could end a bracketed paste and type on.
        const text = printableLine(entry.table.kind.copyText(entry.table.current()))
        return app.host.copy(text) ?? `copied ${text}`
      },
    },
  ],
}
