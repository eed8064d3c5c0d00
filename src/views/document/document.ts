import type {Route} from '../../state/navigation.ts'
import type {TableKind} from '../../state/table/table-state.ts'
import type {Span} from '../span.ts'

/** One line of a page of details. Its place is its identity within the section. */
export type DocumentLine = {
  readonly id: string
  readonly spans: readonly Span[]
  /** Where Enter goes from here. */
  readonly target?: Route
  /** What `y` copies, where that is not the line. */
  readonly copy?: string
}

/** A part of the page: a heading and its lines. */
export type Section = {
  readonly title: string
  readonly lines: readonly Omit<DocumentLine, 'id'>[]
}

/** Numbers the lines section by section, so that a line keeps its identity when another section grows. */
export const documentLines = (sections: readonly Section[]): readonly DocumentLine[] =>
  sections.flatMap(({title, lines}, index) => [
    ...(index === 0 ? [] : [{id: `${title}\0gap`, spans: []}]),
    ...(title === '' ? [] : [{id: title, spans: [{text: title, tone: 'accent' as const, bold: true}]}]),
    ...lines.map((line, place) => ({...line, id: `${title}\0${place}`})),
  ])

const textOf = ({spans}: DocumentLine): string => spans.map(({text}) => text).join('')

/** A page scrolls, filters and copies as a list does; its order is its own. */
export const DOCUMENT_KIND: TableKind<DocumentLine> = {
  idOf: ({id}) => id,
  factsOf: line => ({text: [textOf(line)]}),
  sorts: {},
  initialSort: {columnId: '', descending: false},
  copyText: line => line.copy ?? textOf(line).trim(),
  filterHint: 'text or /regex/; ! inverts',
}
