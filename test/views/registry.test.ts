import {describe, expect, test} from 'vitest'
import type {Keymap, RouteKeys} from '../../src/views/keymap/action.ts'
import {DIALOG_KEYMAP, TYPED_DIALOG_KEYMAP} from '../../src/views/keymap/dialog-actions.ts'
import {GLOBAL_KEYMAP} from '../../src/views/keymap/global-actions.ts'
import {HELP_KEYMAP} from '../../src/views/keymap/help-actions.ts'
import {PROMPT_KEYMAP} from '../../src/views/keymap/prompt-actions.ts'
import {TABLE_KEYMAP} from '../../src/views/keymap/table-actions.ts'
import {visibleActions} from '../../src/views/keymap/visible-actions.ts'
import {ROUTES} from '../../src/views/routes.tsx'
import {keystrokes} from '../support/keystrokes.ts'

const routeKeymaps = Object.entries(ROUTES).map(
  ([name, {actions, text}]: readonly [string, RouteKeys]) =>
    [name, {scope: 'route', actions, ...(text && {traps: true, text})}] as const satisfies readonly [
      string,
      Keymap,
    ],
)
const lists = routeKeymaps.filter(([, {traps}]) => !traps)
const texts = routeKeymaps.filter(([, {traps}]) => traps)
const overlays = [
  ['dialog', DIALOG_KEYMAP],
  ['typed dialog', TYPED_DIALOG_KEYMAP],
  ['help', HELP_KEYMAP],
  ['prompt', PROMPT_KEYMAP],
] as const
const everyKeymap: readonly (readonly [string, Keymap])[] = [
  ...routeKeymaps,
  ['table', TABLE_KEYMAP],
  ['global', GLOBAL_KEYMAP],
  ...overlays,
]
const screenOf = (route: Keymap): readonly Keymap[] => [route, TABLE_KEYMAP, GLOBAL_KEYMAP]

describe.each(everyKeymap)('the keymap of %s', (_, {actions}) => {
  test('binds no chord twice', () => {
    const chords = actions.flatMap(({keys}) => keys)
    expect(chords.filter((chord, place) => chords.indexOf(chord) !== place)).toEqual([])
  })

  test('has only chords that a terminal sends', () => {
    for (const {keys} of actions) for (const chord of keys) expect(() => keystrokes(chord)).not.toThrow()
  })
})

describe.each(lists)('the screen of %s', (_, route) => {
  const stack = screenOf(route)
  const visible = visibleActions(stack)

  test('names every action once', () => {
    const ids = stack.flatMap(({actions}) => actions.map(({id}) => id))
    expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([])
  })

  test.each(['back', 'help', 'palette', 'quit', 'refresh', 'table.filter', 'table.down', 'table.copy'])(
    'can be left, explained and moved in: %s has a key',
    id => {
      expect(visible.find(action => action.id === id)?.keys).not.toEqual([])
      expect(visible.map(action => action.id)).toContain(id)
    },
  )

  test('shows what can be changed in the footer or the palette, by a title of its own', () => {
    const titles = visible.map(({title}) => title)
    expect(titles.filter((title, place) => titles.indexOf(title) !== place)).toEqual([])
  })
})

describe.each(texts)('the screen of %s, where letters are text', (_, {actions}) => {
  const keys = actions.flatMap(action => action.keys)

  test('names every action once', () => {
    const ids = actions.map(({id}) => id)
    expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([])
  })

  test('binds no character', () => {
    expect(keys.filter(key => key === 'space' || Array.from(key).length === 1)).toEqual([])
  })

  test.each(['escape', 'ctrl+c', 'ctrl+g', 'ctrl+s', 'ctrl+z', 'ctrl+l', 'ctrl+x'])(
    'has a use for %s',
    key => {
      expect(keys).toContain(key)
    },
  )
})

describe('keys that operators know by heart', () => {
  const keysOf = (id: string): readonly string[] | undefined =>
    everyKeymap.flatMap(([, {actions}]) => actions).find(action => action.id === id)?.keys

  test.each([
    ['table.down', 'j'],
    ['table.up', 'k'],
    ['table.first', 'g'],
    ['table.last', 'G'],
    ['table.filter', '/'],
    ['table.sort', 's'],
    ['table.copy', 'y'],
    ['palette', ':'],
    ['help', '?'],
    ['back', 'escape'],
    ['quit', 'q'],
    ['quit.now', 'ctrl+c'],
    ['suspend', 'ctrl+z'],
    ['tab.members', '1'],
    ['tab.services', '2'],
    ['services.open', 'enter'],
    ['instance.deregister', 'd'],
    ['member.forceLeave', 'd'],
    ['kv.edit', 'e'],
    ['kv.editOutside', 'E'],
    ['kv.add', 'a'],
  ])('%s is on %s', (id, key) => {
    expect(keysOf(id)).toContain(key)
  })
})

describe('what is open above the screen', () => {
  test.each(overlays)('%s traps the keys and can be quit', (_, keymap) => {
    expect(keymap.traps).toBe(true)
    expect(keymap.actions.flatMap(({keys}) => keys)).toContain('ctrl+c')
  })

  test('the key that opens a question never confirms it', () => {
    // A review is a question itself, which Ctrl-S opens and Enter answers.
    const asking = everyKeymap.filter(([name]) => name !== 'review')
    const dangerKeys = new Set(
      asking.flatMap(([, {actions}]) => actions.flatMap(({danger, keys}) => (danger ? keys : []))),
    )
    const answers = DIALOG_KEYMAP.actions.flatMap(({id, keys}) =>
      id === 'dialog.copy' || id === 'dialog.cancel' ? [] : keys,
    )
    expect(answers.filter(key => dangerKeys.has(key))).toEqual([])
  })
})
