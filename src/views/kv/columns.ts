import type {TreeRow} from '../../state/kv/tree-row.ts'
import {type Column, kindOf} from '../table/column.ts'

export const TREE_COLUMNS: readonly Column<TreeRow>[] = [
  {id: 'name', title: 'KEY', min: 12, max: 120, value: ({name}) => name},
]

export const TREE_KIND = kindOf<TreeRow>({
  columns: TREE_COLUMNS,
  idOf: ({id}) => id,
  factsOf: ({name}) => ({text: [name]}),
  initialSort: {columnId: 'name', descending: false},
  copyText: ({key}) => key,
  filterHint: 'text or /regex/; ! inverts',
})
