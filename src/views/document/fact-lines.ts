import {fit} from '../../terminal/width.ts'
import {span} from '../span.ts'
import type {SectionLine} from './document.ts'

/** `name  value` lines; what has no value is left out. `y` copies the value. */
export const factLines = (facts: readonly (readonly [string, string])[]): readonly SectionLine[] => {
  const given = facts.filter(([, value]) => value !== '')
  const width = Math.min(28, Math.max(0, ...given.map(([name]) => name.length)) + 2)
  return given.map(([name, value]) => ({
    key: name,
    spans: [span(fit(span(name).text, width), 'dim'), span(value)],
    copy: value,
  }))
}
