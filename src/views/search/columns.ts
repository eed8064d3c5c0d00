import type {SearchHit} from '../../state/kv/search-results.ts'
import type {TableKind} from '../../state/table/table-state.ts'

/** What was found is in the order in which it was found, until the operator sorts it. */
export const SEARCH_KIND: TableKind<SearchHit> = {
  idOf: ({key}) => key,
  factsOf: ({key, line}) => ({text: [key, ...(line === undefined ? [] : [line.text])]}),
  sorts: {key: ({key}) => key, line: ({line}) => line?.text},
  initialSort: {columnId: '', descending: false},
  copyText: ({key}) => key,
  filterHint: 'text or /regex/; ! inverts',
}
