import type {Note} from '../../../state/dialog.ts'
import type {Inventory} from '../../../state/kv/inventory.ts'
import type {Locks} from '../../../state/kv/lock-holder.ts'
import type {Siblings} from '../../../state/kv/siblings.ts'
import {formatCount} from '../../format.ts'

export const keys = (amount: number): string => `${formatCount(amount)} ${amount === 1 ? 'key' : 'keys'}`

/** A record for a question: those counts that are none are not worth a column, except the first. */
export const counts = (of: Readonly<Record<string, number>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(of)
      .filter(([, amount], place) => place === 0 || amount > 0)
      .map(([name, amount]) => [name, formatCount(amount)]),
  )

const NAMED = 5

/** The first few names, and how many there are besides. */
export const namesOf = (names: readonly string[], more = 0): string => {
  const named = names.slice(0, NAMED)
  const rest = names.length - named.length + more
  return rest === 0 ? named.join(', ') : `${named.join(', ')} and ${formatCount(rest)} more`
}

/** What nobody need fear for. */
export const siblingNotes = ({named, more}: Siblings): readonly Note[] =>
  named.length === 0 ? [] : [{text: `Not touched: ${namesOf(named, more)}.`}]

/** What will be left behind, since it cannot be read or named. */
export const hiddenNotes = ({unreadable, unnamable, filtered}: Inventory): readonly Note[] =>
  [
    ...(unreadable === 0
      ? []
      : [
          {
            text: `${keys(unreadable)} could not be read and will be left: the token may not, or they have just gone.`,
          },
        ]),
    ...(unnamable === 0
      ? []
      : [
          {
            text: `${keys(unnamable)} will be left: the name is not UTF-8, and nothing but -recurse reaches it.`,
          },
        ]),
    ...(filtered ? [{text: 'There are more keys here than this token may see; those will be left.'}] : []),
  ].map(note => ({...note, tone: 'warn'}))

/** `fate` says what becomes of a locked key. */
export const lockNotes = (locks: Locks | undefined, fate: string): readonly Note[] => {
  if (locks === undefined) return []
  const {count, first, holder} = locks
  const held = holder === undefined ? '' : `, held by ${holder}`
  const which =
    count === 1 ? `${first} is locked${held}` : `${keys(count)} are locked, the first ${first}${held}`
  return [{text: `${which}: ${fate}.`, tone: 'warn'}]
}
