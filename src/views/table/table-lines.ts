import {memo} from '../../state/memo.ts'
import type {Sort} from '../../state/table/sort.ts'
import type {Table} from '../../state/table/table.ts'
import {lineText} from '../line-text.ts'
import {barOf, cutSpans} from '../span.ts'
import {headingSpans, rowSpans} from './cells.ts'
import type {Placed} from './layout-columns.ts'

/** Where a list goes: its columns, and how many of the terminal's columns and rows it has, the heading among them. */
export type TableFrame<Row> = {
  readonly layout: readonly Placed<Row>[]
  readonly width: number
  readonly height: number
}

/** What a list shows: the heading, and of the rows those on the screen. */
export type TableLines = {
  readonly heading: string
  readonly rows: readonly {readonly id: string; readonly text: string}[]
}

/** Draws the table as it is now. A row that has not changed is not drawn again. */
export const createTableLines = <Row extends object>(
  table: Table<Row>,
): ((frame: TableFrame<Row>) => TableLines) => {
  const headingOf = memo((layout: TableFrame<Row>['layout'], sort: Sort, width: number) =>
    lineText(cutSpans(headingSpans(layout, sort), width)),
  )
  const drawn = new WeakMap<Row, Drawn<Row>>()
  const textOf = (row: Row, {layout, width}: TableFrame<Row>, selected: boolean): string => {
    const known = drawn.get(row)
    if (known?.layout === layout && known.width === width && known.selected === selected) return known.text
    const spans = cutSpans(rowSpans(row, layout), width)
    const text = lineText(selected ? barOf(spans, width) : spans)
    drawn.set(row, {layout, width, selected, text})
    return text
  }
  return frame => {
    const {top, sort} = table.store.getState()
    const cursor = table.cursorIndex() - top
    const shown = table.visible().slice(top, top + frame.height - 1)
    return {
      heading: headingOf(frame.layout, sort, frame.width),
      rows: shown.map((row, place) => ({
        id: table.kind.idOf(row),
        text: textOf(row, frame, place === cursor),
      })),
    }
  }
}

type Drawn<Row> = Omit<TableFrame<Row>, 'height'> & {readonly selected: boolean; readonly text: string}
