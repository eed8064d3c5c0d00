import type {Route} from '../../src/state/navigation.ts'
import type {Action} from '../../src/views/keymap/action.ts'

/** The keys of one scope, under the heading that they get in the README. */
export type KeyGroup = {readonly heading: string; readonly actions: readonly Action[]}

/** A view that is missing here is a type error. */
export const VIEW_HEADINGS: Readonly<Record<Route['name'], string>> = {
  members: 'Members',
  node: 'A node',
  services: 'Services',
  service: 'The instances of a service',
  instance: 'An instance',
  kv: 'KV',
  key: 'A key',
  edit: 'In the editor of a key',
  review: 'Before a key is written',
  conflict: 'In a conflict',
  search: 'A search',
  compare: 'A comparison of two folders',
  difference: 'A key on two sides',
  dns: 'DNS',
  deploy: 'Deploy',
  preflight: 'Before a deploy is fired',
  board: 'The board of a job',
  output: 'What a host has written',
  groups: 'The outputs of a job',
  outcomes: 'The outcomes of two jobs',
}

/** One Markdown table for each group, without the actions that only the palette knows. */
export const keyTables = (groups: readonly KeyGroup[], showChord: (chord: string) => string): string =>
  groups
    .map(({heading, actions}) =>
      [
        `**${heading}**`,
        '',
        '| Keys | What they do |',
        '| --- | --- |',
        ...actions.filter(({keys}) => keys.length > 0).map(action => tableRow(action, showChord)),
      ].join('\n'),
    )
    .join('\n\n')

const tableRow = ({keys, title, danger}: Action, showChord: (chord: string) => string): string => {
  const names = keys.map(chord => `\`${showChord(chord)}\``)
  return `| ${names.join(' ')} | ${title}${danger ? ' (asks first)' : ''} |`
}
