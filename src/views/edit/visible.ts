import {isPrintableAscii, splitGraphemes} from '../../terminal/graphemes.ts'
import {printableLine} from '../../terminal/printable.ts'

const CONTROLS = /[\x00-\x1f\x7f-\x9f\u2028\u2029]/g

/** A piece of a text as an editor shows it: nothing is left out, every control character has a cell of its own. */
export const visibleText = (text: string): string =>
  isPrintableAscii(text) ? text : printableLine(text.replace(CONTROLS, pictureOf))

/** The cells that {@link visibleText} takes. */
export const visibleWidth = (text: string): number =>
  splitGraphemes(visibleText(text)).reduce((sum, {width}) => sum + width, 0)

/** A sign for a control character: `␛`. */
export const pictureOf = (character: string): string => {
  const code = character.charCodeAt(0)
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  return code === 0x7f ? '␡' : '�'
}
