import {createStore, type StoreApi} from 'zustand/vanilla'
import type {RouteEntry} from '../../state/navigation.ts'
import {createTable, type Table} from '../../state/table/table.ts'
import type {TableKind} from '../../state/table/table-state.ts'
import type {Span} from '../span.ts'
import type {ValueMode} from '../value/value-rows.ts'

/** A row of the page, made when it is on the screen: of a large value only what is seen is laid out. */
export type KeyRow = {readonly id: string; readonly key: string; readonly spans: () => readonly Span[]}

/** How the value is shown, or what has become of it. */
export type KeyMode = ValueMode | 'diff'

export type KeyTable = Table<KeyRow> & {readonly mode: StoreApi<{readonly mode: KeyMode}>}

export const KEY_KIND: TableKind<KeyRow> = {
  idOf: ({id}) => id,
  factsOf: ({spans}) => ({
    text: [
      spans()
        .map(({text}) => text)
        .join(''),
    ],
  }),
  sorts: {},
  initialSort: {columnId: '', descending: false},
  copyText: ({key}) => key,
  filterHint: 'text or /regex/; ! inverts',
}

export const createKeyTable = (): KeyTable => ({
  ...createTable(KEY_KIND),
  mode: createStore<{readonly mode: KeyMode}>(() => ({mode: 'pretty'})),
})

export const keyTableOf = ({route, table}: RouteEntry): KeyTable | undefined =>
  // The route line of `key` makes no other table.
  route.name === 'key' ? (table as unknown as KeyTable) : undefined
