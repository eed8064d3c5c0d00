import type {Line} from '../../state/text/lines.ts'
import type {Choice, MergePart} from '../../state/text/merge.ts'
import {fit} from '../../terminal/width.ts'
import {visibleText} from '../edit/visible.ts'
import {type Span, span} from '../span.ts'
import type {Tone} from '../theme.ts'
import {wrapText} from '../wrap-text.ts'

const VERSIONS = ['base', 'mine', 'theirs'] as const

type Version = (typeof VERSIONS)[number]

const TONES: Readonly<Record<Version, Tone>> = {base: 'dim', mine: 'good', theirs: 'notice'}

/** Whether a choice takes this version. */
const takes = (choice: Choice | undefined, version: Version): boolean =>
  choice === version || (choice === 'both' && version !== 'base')

const SEPARATOR: Span = {text: ' │ ', tone: 'dim'}

/** Base, mine and theirs side by side. */
export const columnRows = (
  part: MergePart,
  width: number,
  choice: Choice | undefined,
): readonly (readonly Span[])[] => {
  const column = Math.floor((width - 2 * SEPARATOR.text.length) / 3)
  const columns = VERSIONS.map(version => linesOf(part[version], column))
  const height = Math.max(...columns.map(({length}) => length))
  return Array.from({length: height}, (_, row) =>
    VERSIONS.flatMap((version, index): readonly Span[] => [
      ...(index === 0 ? [] : [SEPARATOR]),
      {
        text: fit(columns[index]?.[row] ?? '', column),
        tone: TONES[version],
        bold: takes(choice, version),
      },
    ]),
  )
}

/** The heads of the columns. */
export const columnHeads = (width: number): readonly Span[] => {
  const column = Math.floor((width - 2 * SEPARATOR.text.length) / 3)
  return VERSIONS.flatMap((version, index): readonly Span[] => [
    ...(index === 0 ? [] : [SEPARATOR]),
    {text: fit(version, column), tone: TONES[version], bold: true},
  ])
}

/** The same one below the other, where there is no room. */
export const stackedRows = (
  part: MergePart,
  width: number,
  choice: Choice | undefined,
): readonly (readonly Span[])[] =>
  VERSIONS.flatMap(version => {
    const label = version.padEnd(6)
    return linesOf(part[version], width - label.length - 2).map((text, row): readonly Span[] => [
      span(`${row === 0 ? label : ''.padEnd(label.length)}│ `, TONES[version], takes(choice, version)),
      {text, tone: TONES[version], bold: takes(choice, version)},
    ])
  })

/** What is not there says so: an empty column could also be an empty line. */
const linesOf = (lines: readonly Line[], width: number): readonly string[] =>
  lines.length === 0 ? ['(nothing)'] : lines.flatMap(line => wrapText(shownLine(line), width))

/** A line with its tabs, and with its end where that is not a plain newline. */
export const shownLine = ({text, end}: Line): string =>
  visibleText(text.replaceAll('\t', '→   ')) + (end === '\r\n' ? '␍' : end === '' ? ' (no newline)' : '')
