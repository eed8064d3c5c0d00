import {describe, expect, test} from 'vitest'
import {type Command, matchingCommands} from '../../src/views/keymap/palette-commands.ts'

const commands: readonly Command[] = [
  'dc dc10',
  'dc dc1',
  'stale',
  'Deregister the instance',
  'Register a service',
].map(name => ({name, about: '', run: () => undefined}))

describe('a text in the palette matches', () => {
  test.each([
    ['everything while there is none', '', commands.map(({name}) => name)],
    ['a whole name before a longer one', 'dc dc1', ['dc dc1', 'dc dc10']],
    ['a beginning before a middle', 'regi', ['Register a service', 'Deregister the instance']],
    ['words in any order', 'instance de', ['Deregister the instance']],
    ['whatever the case', 'STALE', ['stale']],
    ['nothing', 'frobnicate', []],
  ])('%s', (_, text, names) => {
    expect(matchingCommands(commands, text).map(({name}) => name)).toEqual(names)
  })
})
