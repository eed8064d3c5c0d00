import {describe, expect, test} from 'vitest'
import type {Action, Keymap} from '../../src/views/keymap/action.ts'
import {findAction, visibleActions} from '../../src/views/keymap/visible-actions.ts'

const action = (id: string, ...keys: readonly string[]): Action => ({
  id,
  keys,
  title: id,
  run: () => undefined,
})
const keymap = (scope: Keymap['scope'], ...actions: readonly Action[]): Keymap => ({scope, actions})
const shown = (stack: readonly Keymap[]): readonly string[] =>
  visibleActions(stack).map(({id, keys}) => `${id}: ${keys.join(' ')}`)

describe('scopes', () => {
  test('the inner one comes first', () => {
    const stack = [keymap('route', action('open', 'o')), keymap('global', action('quit', 'q'))]
    expect(shown(stack)).toEqual(['open: o', 'quit: q'])
  })

  test('an inner chord shadows an outer one, which is shown with what is left of it', () => {
    const stack = [keymap('route', action('delete', 'd')), keymap('table', action('down', 'd', 'j'))]
    expect(shown(stack)).toEqual(['delete: d', 'down: j'])
    expect(findAction(stack, 'd')?.id).toBe('delete')
    expect(findAction(stack, 'j')?.id).toBe('down')
  })

  test('an action whose every chord is shadowed is left out', () => {
    const stack = [keymap('route', action('inner', 'x')), keymap('global', action('outer', 'x'))]
    expect(shown(stack)).toEqual(['inner: x'])
  })

  test('an action without a key stays: the palette runs it', () => {
    expect(shown([keymap('route', action('keyless'))])).toEqual(['keyless: '])
  })

  test('a trap hides everything below it', () => {
    const trap: Keymap = {...keymap('dialog', action('take', 'enter')), traps: true}
    const stack = [trap, keymap('route', action('open', 'enter')), keymap('global', action('quit', 'q'))]
    expect(shown(stack)).toEqual(['take: enter'])
    expect(findAction(stack, 'q')).toBeUndefined()
  })

  test('what is above a trap still counts', () => {
    const trap: Keymap = {...keymap('dialog', action('take', 'enter')), traps: true}
    const stack = [keymap('prompt', action('submit', 'enter')), trap, keymap('global', action('quit', 'q'))]
    expect(findAction(stack, 'enter')?.id).toBe('submit')
    expect(findAction(stack, 'q')).toBeUndefined()
  })

  test('a chord that nobody has finds nothing', () => {
    expect(findAction([keymap('global', action('quit', 'q'))], 'z')).toBeUndefined()
  })
})
