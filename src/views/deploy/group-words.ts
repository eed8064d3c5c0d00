import {HOST_LOOKS, type HostRow} from '../../state/deploy/host-rows.ts'
import type {Section, SectionLine} from '../document/document.ts'
import {count} from '../format.ts'
import {span} from '../span.ts'
import {wrapText} from '../wrap-text.ts'
import {HOST_SIGNS} from './looks.ts'

export const endWord = (exitCode: number | undefined): string =>
  exitCode === undefined ? 'without an exit code' : `exit ${exitCode}`

/** Of a thousand names nobody reads more. */
const MOST_ROWS = 3

/** The names, on a few lines; `y` copies them all. */
export const nameLines = (nodes: readonly string[], width: number): readonly SectionLine[] => {
  const rows = wrapText(span(nodes.join(', ')).text, Math.max(10, width))
  const shown = rows.length > MOST_ROWS ? [...rows.slice(0, MOST_ROWS), '… y copies all names'] : rows
  return shown.map((row, place) => ({
    key: `names ${place}`,
    spans: [span(row, place < MOST_ROWS ? 'accent' : 'dim')],
    copy: nodes.join(' '),
  }))
}

/** Those that have not come to an end, by how they are. */
export const withoutEnd = (rows: readonly HostRow[], width: number): readonly Section[] => {
  const open = rows.filter(({look}) => look !== 'done' && look !== 'failed')
  const byLook = Map.groupBy(open, ({look}) => look)
  return HOST_LOOKS.flatMap(look => {
    const own = byLook.get(look) ?? []
    if (own.length === 0) return []
    return [
      {
        id: `look ${look}`,
        title: `${HOST_SIGNS[look].glyph} ${count(own.length, 'host')} ${look}`,
        lines: nameLines(
          own.map(({host}) => host.node),
          width,
        ),
      },
    ]
  })
}
