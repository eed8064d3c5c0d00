import type {Key} from 'ink'
import {describe, expect, test} from 'vitest'
import {chordsOf, showChord} from '../../src/views/keymap/chords.ts'

const NO_KEY: Key = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageDown: false,
  pageUp: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  ctrl: false,
  shift: false,
  tab: false,
  backspace: false,
  delete: false,
  meta: false,
  super: false,
  hyper: false,
  capsLock: false,
  numLock: false,
}

describe('a piece of input is these chords', () => {
  test.each<readonly [string, string, Partial<Key>, readonly string[]]>([
    ['a letter', 'j', {}, ['j']],
    ['a capital, whose shift is in the letter', 'G', {shift: true}, ['G']],
    ['letters that arrive together', 'jjj', {}, ['j', 'j', 'j']],
    ['a character beyond the basic plane is one', '😀', {}, ['😀']],
    ['a blank', ' ', {}, ['space']],
    ['a text with an Enter in it', 'ab\r', {}, ['a', 'b', 'enter']],
    ['Enter', '', {return: true}, ['enter']],
    ['Escape, which Ink also calls meta', '', {escape: true, meta: true}, ['escape']],
    ['Tab', '', {tab: true}, ['tab']],
    ['Shift-Tab', '', {tab: true, shift: true}, ['shift+tab']],
    ['an arrow', '', {upArrow: true}, ['up']],
    ['an arrow with Ctrl', '', {leftArrow: true, ctrl: true}, ['ctrl+left']],
    ['a letter with Ctrl', 'd', {ctrl: true}, ['ctrl+d']],
    ['a letter with Alt is not the letter', 'd', {meta: true}, ['alt+d']],
    ['a blank with Ctrl', ' ', {ctrl: true}, ['ctrl+space']],
    ['an arrow with Ctrl and Shift', '', {rightArrow: true, ctrl: true, shift: true}, ['ctrl+shift+right']],
    ['control characters that arrive together', 'a\x1f\0\x13', {}, ['a', 'ctrl+_', 'ctrl+space', 'ctrl+s']],
    ['Backspace', '', {backspace: true}, ['backspace']],
    ['nothing', '', {}, []],
    ['a key that Ink does not know', '', {ctrl: true}, []],
  ])('%s', (_, input, key, chords) => {
    expect(chordsOf(input, {...NO_KEY, ...key})).toEqual(chords)
  })
})

describe('a chord is shown as', () => {
  test.each([
    ['j', 'j'],
    ['G', 'G'],
    ['enter', 'Enter'],
    ['escape', 'Esc'],
    ['ctrl+d', 'Ctrl-D'],
    ['shift+tab', 'Shift-Tab'],
    ['pageDown', 'PgDn'],
    ['space', 'Space'],
    ['up', '↑'],
    ['+', '+'],
  ])('%s: %s', (chord, shown) => {
    expect(showChord(chord)).toBe(shown)
  })
})
