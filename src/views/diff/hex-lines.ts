import {type HexRow, hexRowCount, hexRows} from '../../state/text/hex-dump.ts'
import type {SectionLine} from '../document/document.ts'
import {span} from '../span.ts'

/** More rows of bytes than that tell nobody anything. */
const MOST_ROWS = 400

/** Of two binary values the rows of 16 bytes that differ, in place: what was put in shifts all that follows. */
export const hexSectionLines = (left: Uint8Array, right: Uint8Array): readonly SectionLine[] => {
  const count = Math.max(hexRowCount(left.length), hexRowCount(right.length))
  const differing: number[] = []
  for (let row = 0; row < count && differing.length <= MOST_ROWS; row++) {
    const [from, to] = [row * 16, row * 16 + 16]
    if (Buffer.compare(left.subarray(from, to), right.subarray(from, to)) !== 0) differing.push(row)
  }
  const lines = differing
    .slice(0, MOST_ROWS)
    .flatMap(row => [
      ...hexRows(left, row, 1).map(each => hexLine(each, '-')),
      ...hexRows(right, row, 1).map(each => hexLine(each, '+')),
    ])
  const rest = differing.length > MOST_ROWS ? [{spans: [span('… and more that differs', 'dim')]}] : []
  return [...lines, ...rest]
}

const hexLine = ({offset, hex, ascii}: HexRow, sign: '-' | '+'): SectionLine => ({
  spans: [
    span(`${sign} `, sign === '-' ? 'bad' : 'good', true),
    span(`${offset}  `, 'dim'),
    span(`${hex}  ${ascii}`, sign === '-' ? 'bad' : 'good'),
  ],
})
