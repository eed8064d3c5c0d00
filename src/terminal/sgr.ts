import {basicColor, indexedColor, trueColor} from './colors.ts'
import type {ColorSupport} from './tty.ts'

/** A cell's look as SGR parameters in one canonical order, so that equal looks are equal strings; `''` is plain. */
export type Style = string

/** The look that a run of SGR sequences has built up so far. */
export type Pen = {
  readonly attributes: readonly number[]
  readonly foreground: string
  readonly background: string
}

export const PLAIN_PEN: Pen = {attributes: [], foreground: '', background: ''}

const ATTRIBUTES_ENDED_BY: Readonly<Record<number, readonly number[]>> = {
  22: [1, 2],
  23: [3],
  24: [4],
  25: [5],
  27: [7],
  28: [8],
  29: [9],
  55: [53],
}

/** The pen after `CSI parameters m`. Parameters this program has no use for (fonts, underline colours) are dropped. */
export function applySgr(pen: Pen, parameters: string, colors: ColorSupport): Pen {
  const codes = parameters.split(/[;:]/).map(Number)
  let next = pen
  for (let index = 0; index < codes.length; index++) {
    const code = codes[index] ?? 0
    if (code === 38 || code === 48 || code === 58) {
      const extended = extendedColor(codes, index, colors)
      next = withExtended(next, code, extended.color)
      index += extended.consumed
    } else {
      next = applyCode(next, code, colors)
    }
  }
  return next
}

/** The canonical parameters of a pen. */
export function styleOf(pen: Pen): Style {
  return [...pen.attributes, pen.foreground, pen.background].filter(part => part !== '').join(';')
}

/** The shortest sequence that turns look `from` into look `to`, given that styles are canonical. */
export function transition(from: Style, to: Style): string {
  if (from === to) return ''
  if (to === '') return '\x1b[m'
  if (from === '') return `\x1b[${to}m`
  // Attributes come first in a style, so one that merely continues another only adds to it.
  if (to.startsWith(`${from};`)) return `\x1b[${to.slice(from.length + 1)}m`
  return `\x1b[;${to}m`
}

function applyCode(pen: Pen, code: number, colors: ColorSupport): Pen {
  if (code === 0) return PLAIN_PEN
  if (code <= 5 || (code >= 7 && code <= 9) || code === 53) return withAttribute(pen, code)
  if (code === 21) return withAttribute(pen, 4)
  const ended = ATTRIBUTES_ENDED_BY[code]
  if (ended) return {...pen, attributes: pen.attributes.filter(attribute => !ended.includes(attribute))}
  if (code === 39) return {...pen, foreground: ''}
  if (code === 49) return {...pen, background: ''}
  if (isBetween(code, 30, 37) || isBetween(code, 90, 97))
    return {...pen, foreground: basicColor(code, colors)}
  if (isBetween(code, 40, 47) || isBetween(code, 100, 107))
    return {...pen, background: basicColor(code, colors)}
  return pen
}

function withAttribute(pen: Pen, attribute: number): Pen {
  if (pen.attributes.includes(attribute)) return pen
  return {...pen, attributes: [...pen.attributes, attribute].sort((a, b) => a - b)}
}

function withExtended(pen: Pen, code: number, color: string): Pen {
  if (code === 38) return {...pen, foreground: color}
  return code === 48 ? {...pen, background: color} : pen
}

function extendedColor(codes: readonly number[], index: number, colors: ColorSupport) {
  const isBackground = codes[index] === 48
  const [kind, a = 0, b = 0, c = 0] = codes.slice(index + 1, index + 5)
  if (kind === 5) return {consumed: 2, color: indexedColor(a, isBackground, colors)}
  if (kind === 2) return {consumed: 4, color: trueColor([a, b, c], isBackground, colors)}
  return {consumed: 1, color: ''}
}

function isBetween(value: number, low: number, high: number): boolean {
  return value >= low && value <= high
}
