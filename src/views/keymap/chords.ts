import type {Key} from 'ink'

const NAMED: readonly (readonly [keyof Key, string])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageUp'],
  ['pageDown', 'pageDown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'escape'],
  ['tab', 'tab'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
]

/**
 * The chords in one piece of input. Ink hands printable keys that arrive together over as one text (`jjj`), and other
 * keys one by one.
 */
export const chordsOf = (input: string, key: Key): readonly string[] => {
  const named = NAMED.find(([flag]) => key[flag])?.[1]
  if (named) return [withModifiers(named, key)]
  if (key.ctrl || key.meta)
    return input === '' ? [] : [withModifiers(CONTROLS[input] ?? input.toLowerCase(), key)]
  return Array.from(input, plainChord)
}

const CONTROLS: Readonly<Record<string, string>> = {
  ' ': 'space',
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\b': 'backspace',
  '\x7f': 'backspace',
  '\x1b': 'escape',
}

/** What a fast typist's keys, or those of a script, look like when they arrive in one piece. */
const plainChord = (character: string): string => {
  const named = CONTROLS[character]
  if (named) return named
  if (character >= ' ') return character
  const code = character.charCodeAt(0)
  return `ctrl+${code === 0 ? 'space' : String.fromCharCode(code + (code <= 26 ? 96 : 64))}`
}

/** Shift is part of a printable key (`G`); only named keys spell it out. */
const withModifiers = (name: string, key: Key): string => {
  const shift = key.shift && name.length > 1 ? 'shift+' : ''
  return `${key.ctrl ? 'ctrl+' : ''}${key.meta && name !== 'escape' ? 'alt+' : ''}${shift}${name}`
}

const SHOWN: Readonly<Record<string, string>> = {
  enter: 'Enter',
  escape: 'Esc',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  pageUp: 'PgUp',
  pageDown: 'PgDn',
  tab: 'Tab',
  space: 'Space',
  home: 'Home',
  end: 'End',
  backspace: 'Bksp',
  delete: 'Del',
}

/** As the footer and the help write it: `Ctrl-D`, `Shift-Tab`, `Enter`. */
export const showChord = (chord: string): string =>
  chord
    .split(/\+(?=.)/)
    .map((part, index, parts) => {
      if (part === 'ctrl' || part === 'alt' || part === 'shift') return part[0]?.toUpperCase() + part.slice(1)
      return SHOWN[part] ?? (parts.length > 1 && index > 0 ? part.toUpperCase() : part)
    })
    .join('-')
