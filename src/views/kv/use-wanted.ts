import {useEffect} from 'react'
import {useStore} from 'zustand'
import {foldersTo} from '../../state/kv/tree.ts'
import type {TreeRow} from '../../state/kv/tree-row.ts'
import type {TreeTable} from '../../state/kv/tree-table.ts'
import {presenceQuery} from '../../state/queries/kv.ts'
import {useApp} from '../app-context.ts'
import {useQuery} from '../use-query.ts'
import {keyText} from './key-text.ts'

/**
 * Puts the cursor on the wanted key once its row is there. One that the folders do not list is looked for by itself, and
 * where they are only listed too late for it, it is waited for.
 */
export const useWanted = (table: TreeTable): void => {
  const {navigation, flash} = useApp()
  const {tree} = table
  const {wanted, rows, listings} = useStore(tree.store)
  const isTaken = useStore(table.store, state => state.rows === rows)
  const isListed =
    wanted !== undefined &&
    isTaken &&
    [tree.root, ...foldersTo(wanted, tree.root)].every(folder => listings.has(folder))
  const row = isListed ? rowOf(rows, wanted) : undefined
  const isMissing = isListed && row === undefined
  const {data, error, link} = useQuery(context => (isMissing ? presenceQuery(context, wanted) : undefined), 0)
  useEffect(() => {
    if (row === undefined) return
    table.setFilter('')
    table.select(row.id)
    tree.revealed()
  }, [table, tree, row])
  useEffect(() => {
    if (!isMissing || data === 'listed' || (link === 'connecting' && error === undefined)) return
    tree.revealed()
    table.select(foldersTo(wanted, tree.root).findLast(folder => rows.some(({id}) => id === folder)))
    if (data === 'unlisted') navigation.open({name: 'key', path: wanted})
    else if (error)
      flash.show({level: 'refused', text: error.message, ...(error.nextStep && {nextStep: error.nextStep})})
    else flash.show({level: 'refused', text: `there is no key ${keyText(wanted)}`})
  }, [navigation, flash, table, tree, rows, isMissing, wanted, data, error, link])
}

/** The row of the key, or where only its folder is there, of that. */
const rowOf = (rows: readonly TreeRow[], key: string): TreeRow | undefined =>
  rows.find(row => row.kind === 'key' && row.key === key) ??
  rows.find(row => row.kind === 'folder' && row.key === key)
