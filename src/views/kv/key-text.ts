import {nameOf, type TreeRow} from '../../state/kv/tree-row.ts'
import {printableLine} from '../../terminal/printable.ts'

/**
 * A key or a part of one as text that can only print and that no other key looks like: one with blanks at its ends or
 * with characters that do not show is written in quotes, those as escapes.
 */
export const keyText = (key: string): string => {
  if (key === '') return '(empty)'
  const isPlain = printableLine(key) === key && !/^["\s]|\s$|[^\S ]/.test(key)
  return isPlain ? key : `"${Array.from(key, shown).join('')}"`
}

const shown = (character: string): string => {
  if (character === '"' || character === '\\') return `\\${character}`
  if (character === ' ' || (printableLine(character) === character && !/\s/.test(character))) return character
  return `\\u{${character.codePointAt(0)?.toString(16)}}`
}

/** What a row of the tree is called in its folder. */
export const rowText = (row: TreeRow): string => {
  const {kind, folder} = row
  const name = nameOf(row)
  if (kind === 'folder') return `${keyText(name.slice(0, -1))}/`
  return name === ''
    ? `${folder.slice(folder.lastIndexOf('/', folder.length - 2) + 1)} (the key itself)`
    : keyText(name)
}

/** The folders of a key or prefix and its last part, for the title line. */
export const crumbsOf = (key: string): readonly string[] => {
  const parts = key.split('/')
  const last = parts.pop() ?? ''
  return ['KV', ...parts.map(keyText), ...(last === '' ? [] : [keyText(last)])]
}
