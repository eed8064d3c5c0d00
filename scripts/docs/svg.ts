import type {Look, Run} from './screen-cells.ts'

/** A cell in pixels; most monospace fonts are 0.6 em wide. */
const CELL = {width: 8.4, height: 18}
const FONT_SIZE = 14
const BASELINE = 13.5
const MARGIN = 12

const THEME = {
  foreground: '#d5d9e0',
  dim: '#8a919e',
  background: '#16191f',
  // The sixteen colours of a terminal, on a dark ground.
  palette: [
    ...['#3b4048', '#ef6b73', '#8fc97a', '#e5c07b', '#6cb1f0', '#cf8be0', '#5cc4cf', '#d5d9e0'],
    ...['#5c6370', '#ff858c', '#a8e094', '#f5d591', '#89c4ff', '#e0a4ef', '#7adbe6', '#ffffff'],
  ],
}

/** A picture of a terminal's screen: a rectangle for every ground of its own, a text for every run. */
export const screenSvg = (
  runs: readonly Run[],
  {columns, rows, title}: {readonly columns: number; readonly rows: number; readonly title: string},
): string => {
  const [width, height] = [columns * CELL.width + 2 * MARGIN, rows * CELL.height + 2 * MARGIN].map(Math.ceil)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${THEME.background}"/>`,
    `<g transform="translate(${MARGIN} ${MARGIN})" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="${FONT_SIZE}" xml:space="preserve">`,
    ...groundsOf(runs).map(groundRect),
    ...runs.flatMap(textOf),
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

type Ground = {readonly row: number; readonly column: number; readonly columns: number; readonly fill: string}

/** Neighbours of one colour are one rectangle: between two of them a hair of the ground behind would show. */
const groundsOf = (runs: readonly Run[]): readonly Ground[] => {
  const grounds: Ground[] = []
  for (const {row, column, columns, look} of runs) {
    const {ground: fill} = colorsOf(look)
    if (fill === undefined) continue
    const last = grounds.at(-1)
    if (last?.row === row && last.fill === fill && last.column + last.columns === column) {
      grounds[grounds.length - 1] = {...last, columns: last.columns + columns}
    } else grounds.push({row, column, columns, fill})
  }
  return grounds
}

const groundRect = ({row, column, columns, fill}: Ground): string => {
  const size = `width="${x(columns)}" height="${CELL.height}"`
  return `<rect x="${x(column)}" y="${row * CELL.height}" ${size} fill="${fill}"/>`
}

/** Blanks at the ends draw nothing; the rest is stretched to its cells, whatever font there is. */
const textOf = ({row, column, columns, text, look}: Run): readonly string[] => {
  const shown = text.trim()
  if (shown === '') return []
  const start = column + (text.length - text.trimStart().length)
  const cells = columns - (text.length - shown.length)
  const place = `x="${x(start)}" y="${(row * CELL.height + BASELINE).toFixed(1)}"`
  const fit = Array.from(shown).length > 1 ? ` textLength="${x(cells)}"` : ''
  const weight = look.bold ? ' font-weight="bold"' : ''
  return [`<text ${place}${fit} fill="${colorsOf(look).ink}"${weight}>${escaped(shown)}</text>`]
}

const colorsOf = (look: Look): {readonly ink: string; readonly ground: string | undefined} => {
  const ink = colorOf(look.foreground) ?? (look.dim ? THEME.dim : THEME.foreground)
  const ground = colorOf(look.background)
  return look.inverse ? {ink: ground ?? THEME.background, ground: ink} : {ink, ground}
}

const colorOf = (index: number | undefined): string | undefined =>
  index === undefined ? undefined : THEME.palette[index]

const x = (column: number): string => String(Number((column * CELL.width).toFixed(1)))

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
