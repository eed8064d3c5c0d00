import type {Targets} from '../../deploy/targets/find.ts'
import type {Note} from '../../state/dialog.ts'
import {count} from '../format.ts'
import {namesOf} from '../kv/changes/words.ts'

/** Who must answer, and who will not: the first names of each. */
export const targetNotes = ({expected, dead, passedBy, isFiltered}: Targets): readonly Note[] => {
  const names = (nodes: Targets['dead']): string => namesOf(nodes.map(({node}) => node))
  return [
    expected.length === 0
      ? {text: 'No living agent matches: nobody would answer.', tone: 'warn'}
      : {text: `${count(expected.length, 'node')} must answer: ${names(expected)}`},
    ...(dead.length === 0
      ? []
      : [{text: `${dead.length} dead, never to hear of it: ${names(dead)}`, tone: 'warn'} as const]),
    ...(passedBy === 0 ? [] : [{text: `${count(passedBy, 'living node')} not matched`}]),
    ...(isFiltered
      ? [{text: 'ACLs hide some agents or services from this token: more may answer.', tone: 'warn'} as const]
      : []),
  ]
}
