import {createRowMemory} from '../../state/text/line-rows.ts'
import type {Wrap} from '../../state/text/soft-wrap.ts'
import {visibleWidth} from './visible.ts'

const TAB_SIZE = 4

/** More different characters are seldom on one screen. */
const REMEMBERED = 4_096

/** How text is laid out in rows of so many cells; remembers what it has measured. */
export const createWrap = (width: number): Wrap => {
  const widths = new Map<string, number>()
  const widthOf = (grapheme: string): number => {
    const known = widths.get(grapheme)
    if (known !== undefined) return known
    if (widths.size >= REMEMBERED) widths.clear()
    const measured = visibleWidth(grapheme)
    widths.set(grapheme, measured)
    return measured
  }
  return {width, tabSize: TAB_SIZE, widthOf, memory: createRowMemory()}
}

/** The same without an end of the row: one row a line. */
export const endless = ({tabSize, widthOf}: Wrap): Wrap => ({width: Infinity, tabSize, widthOf})
