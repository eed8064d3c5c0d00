import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {createOutputRows} from '../../../src/views/output/output-rows.ts'
import {createOutputTable} from '../../../src/views/output/output-table.ts'

const textsOf = (rows: ReturnType<ReturnType<typeof createOutputRows>>): readonly string[] =>
  rows.map(({spans}) => spans.map(({text}) => text).join(''))

describe('the rows of an output', () => {
  it('wrap long lines, and copy them whole', () => {
    const rows = createOutputRows()('short\n0123456789abcdef\n', 10)
    expect(textsOf(rows)).toEqual(['short', '0123456789', 'abcdef'])
    expect(rows[2]?.copy).toBe('0123456789abcdef')
    expect(rows.map(({id}) => id)).toEqual(['0.0', '1.0', '1.1'])
  })

  it('come out the same however the output has come in', () => {
    const piece = fc.stringMatching(/^[ab\r\n\té\x1b[]{0,12}$/)
    fc.assert(
      fc.property(fc.array(piece, {maxLength: 12}), fc.integer({min: 10, max: 14}), (pieces, width) => {
        const rowsOf = createOutputRows()
        let text = ''
        for (const each of pieces) {
          text += each
          rowsOf(text, width)
        }
        expect(rowsOf(text, width)).toEqual(createOutputRows()(text, width))
      }),
    )
  })

  it('are laid out anew for another width', () => {
    const rowsOf = createOutputRows()
    rowsOf('0123456789abcdef\n', 20)
    expect(textsOf(rowsOf('0123456789abcdef\n', 10))).toEqual(['0123456789', 'abcdef'])
  })
})

describe('following an output', () => {
  const rowsOf = createOutputRows()
  const lines = (count: number) =>
    rowsOf(Array.from({length: count}, (_, place) => `${place}\n`).join(''), 20)

  it('keeps the cursor on the end, but not that of somebody who has gone up', () => {
    const table = createOutputTable()
    table.setHeight(5)
    table.setRows(lines(10))
    expect(table.cursorIndex()).toBe(9)
    table.setRows(lines(20))
    expect(table.cursorIndex()).toBe(19)
    table.moveBy(-1)
    table.setRows(lines(30))
    expect(table.cursorIndex()).toBe(18)
  })

  it('ends when it is switched off', () => {
    const table = createOutputTable()
    table.setRows(lines(10))
    table.follow.setState({on: false})
    table.setRows(lines(20))
    expect(table.cursorIndex()).toBe(9)
  })
})
