import type {Measured} from './measured.ts'

const HEADINGS = ['what', 'budget', 'lictor', 'beside', 'ratio', 'budget holds']

/** The lines as a Markdown table, padded so that it can be read in a terminal too. */
export const formatTable = (lines: readonly Measured[]): string => {
  const cells = lines.map(({what, budget, lictor, peer, ratio, holds}) => [
    what,
    budget,
    lictor,
    peer,
    ratio,
    holds ? 'yes' : 'MISSED',
  ])
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...cells.map(row => row[column]?.length ?? 0)),
  )
  const format = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const rule = format(widths.map(width => '-'.repeat(width)))
  return [format(HEADINGS), rule, ...cells.map(format)].join('\n')
}
