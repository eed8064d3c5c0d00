import {readFileSync, writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import type {Route} from '../src/state/navigation.ts'
import {type KeyGroup, keyTables, VIEW_HEADINGS} from './docs/key-table.ts'
import {replaceMarked} from './docs/marked-part.ts'
import {allowTsx} from './docs/tsx.ts'

// Writes the key tables of the README from the actions themselves; with --check it only says whether they are stale.

const README = fileURLToPath(new URL('../README.md', import.meta.url))

allowTsx()
const [
  {ROUTES},
  {GLOBAL_KEYMAP},
  {TABLE_KEYMAP},
  {DIALOG_KEYMAP, TYPED_DIALOG_KEYMAP},
  {PROMPT_KEYMAP},
  {HELP_KEYMAP},
  {showChord},
] = await Promise.all([
  import('../src/views/routes.tsx'),
  import('../src/views/keymap/global-actions.ts'),
  import('../src/views/keymap/table-actions.ts'),
  import('../src/views/keymap/dialog-actions.ts'),
  import('../src/views/keymap/prompt-actions.ts'),
  import('../src/views/keymap/help-actions.ts'),
  import('../src/views/keymap/chords.ts'),
])

const groups: readonly KeyGroup[] = [
  {heading: 'Everywhere', actions: GLOBAL_KEYMAP.actions},
  {heading: 'In a list or a page of details', actions: TABLE_KEYMAP.actions},
  ...Object.entries(ROUTES).map(([name, {actions}]) => ({
    heading: VIEW_HEADINGS[name as Route['name']], // entries lose the keys' type
    actions,
  })),
  {heading: 'In a question', actions: DIALOG_KEYMAP.actions},
  {heading: 'In a question that is answered by typing a name', actions: TYPED_DIALOG_KEYMAP.actions},
  {heading: 'In a line of input', actions: PROMPT_KEYMAP.actions},
  {heading: 'In the key help', actions: HELP_KEYMAP.actions},
]

const before = readFileSync(README, 'utf8')
const after = replaceMarked(before, 'keys', keyTables(groups, showChord))
if (!process.argv.includes('--check')) writeFileSync(README, after)
else if (after !== before) {
  process.stderr.write('The key tables of README.md are stale: run npm run docs:keys\n')
  process.exitCode = 1
}
