import type {Route} from '../../state/navigation.ts'
import type {TableKind} from '../../state/table/table-state.ts'
import {type Span, span} from '../span.ts'

/** One line of a page of details. */
export type DocumentLine = {
  /** The same for as long as the line speaks of the same thing, wherever that moves. */
  readonly id: string
  readonly spans: readonly Span[]
  /** Where Enter goes from here. */
  readonly target?: Route
  /** What `y` copies, where that is not the line. */
  readonly copy?: string
}

/** A line before the page gives it its id. */
export type SectionLine = Omit<DocumentLine, 'id'> & {
  /** Names what the line is about, unique in its section; without one the line is its place. */
  readonly key?: string
}

/** A part of the page: a heading and its lines. */
export type Section = {
  /** Unique on the page, and free of counts: the title may change while the section stays. */
  readonly id: string
  readonly title: string
  readonly lines: readonly SectionLine[]
}

/** The lines of all sections, a blank one between two: the cursor stays on the thing it was put on. */
export const documentLines = (sections: readonly Section[]): readonly DocumentLine[] =>
  sections.flatMap(({id, title, lines}, index) => [
    ...(index === 0 ? [] : [{id: `gap\0${id}`, spans: []}]),
    ...(title === '' ? [] : [{id, spans: [span(title, 'accent', true)]}]),
    ...lines.map(({key, ...line}, place) => ({...line, id: `${id}\0${key ?? place}`})),
  ])

const textOf = ({spans}: DocumentLine): string => spans.map(({text}) => text).join('')

/** A page scrolls, filters and copies as a list does; its order is its own. */
export const DOCUMENT_KIND: TableKind<DocumentLine> = {
  idOf: ({id}) => id,
  // Of a line that was wrapped, `copy` is the whole: a filter finds it across the breaks.
  factsOf: line => ({text: [textOf(line), ...(line.copy === undefined ? [] : [line.copy])]}),
  sorts: {},
  initialSort: {columnId: '', descending: false},
  copyText: line => line.copy ?? textOf(line).trim(),
  filterHint: 'text or /regex/; ! inverts',
}
