import {snapBack, snapForward} from './graphemes.ts'

type CharacterClass = 'blank' | 'word' | 'mark'

const classOf = (character: string): CharacterClass => {
  if (/^\s/.test(character)) return 'blank'
  return /^[\p{L}\p{N}\p{M}_]/u.test(character) ? 'word' : 'mark'
}

/** The end of the word, or of the run of marks, at or after the offset; blanks before it are skipped. */
export const wordEnd = (text: string, offset: number): number => {
  const start = skip(text, offset, 'blank')
  return snapForward(text, start < text.length ? skip(text, start, classAt(text, start)) : start)
}

/** The beginning of the word, or of the run of marks, before the offset; blanks after it are skipped. */
export const wordStart = (text: string, offset: number): number => {
  const end = skipBack(text, offset, 'blank')
  return snapBack(text, end > 0 ? skipBack(text, end, classBefore(text, end)) : end)
}

const characterAt = (text: string, offset: number): string =>
  String.fromCodePoint(text.codePointAt(offset) ?? 0)

const characterBefore = (text: string, offset: number): string => {
  const pair = text.slice(Math.max(0, offset - 2), offset)
  return (pair.codePointAt(0) ?? 0) > 0xffff ? pair : pair.slice(-1)
}

const classAt = (text: string, offset: number): CharacterClass => classOf(characterAt(text, offset))

const classBefore = (text: string, offset: number): CharacterClass => classOf(characterBefore(text, offset))

const skip = (text: string, offset: number, wanted: CharacterClass): number => {
  let at = offset
  while (at < text.length && classAt(text, at) === wanted) at += characterAt(text, at).length
  return at
}

const skipBack = (text: string, offset: number, wanted: CharacterClass): number => {
  let at = offset
  while (at > 0 && classBefore(text, at) === wanted) at -= characterBefore(text, at).length
  return at
}
