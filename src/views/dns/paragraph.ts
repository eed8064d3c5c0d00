import type {SectionLine} from '../document/document.ts'
import {span} from '../span.ts'
import type {Tone} from '../theme.ts'
import {wrapText} from '../wrap-text.ts'

type Look = {readonly width: number; readonly tone?: Tone; readonly indent?: string}

/** A sentence on as many lines as it takes; `y` copies the whole. */
export const paragraph = (
  key: string,
  text: string,
  {width, tone, indent = ''}: Look,
): readonly SectionLine[] => {
  const clean = span(text).text
  return wrapText(clean, Math.max(10, width - indent.length)).map((row, place) => ({
    key: `${key}\0${place}`,
    spans: [{text: indent}, span(row, tone)],
    copy: clean,
  }))
}
