import type {App} from '../app.ts'
import type {Query} from '../live.ts'
import {memo} from '../memo.ts'
import type {QueryContext} from '../queries/define.ts'
import {metaExpression, metaTermId} from '../queries/meta-filter.ts'
import {matchingServicesQuery} from '../queries/services.ts'
import type {ServiceRow} from '../rows/service-rows.ts'
import type {ParsedFilter, Term} from '../table/filter.ts'

type Names = readonly (readonly string[])[]

/** The `meta.key:` terms of the filter are the server's to answer; until it has, and while one is typed, they hold. */
export type ServerMatches = {
  readonly query: () => Query<Names> | undefined
  readonly mark: (rows: readonly ServiceRow[]) => readonly ServiceRow[]
}

export const createServerMatches = (
  {live, prompt}: Pick<App, 'live' | 'prompt'>,
  context: QueryContext,
  parsedFilter: () => ParsedFilter,
): ServerMatches => {
  const metaTerms = memo(({terms}: ParsedFilter) => terms.filter(({field}) => field === 'meta'))
  const marked = memo(markRows)
  const query = (): Query<Names> | undefined => {
    const terms = metaTerms(parsedFilter())
    const isTyping = prompt.store.getState().current?.kind === 'filter'
    return terms.length > 0 && !isTyping
      ? matchingServicesQuery(context, terms.map(metaExpression))
      : undefined
  }
  return {
    query,
    mark: rows => {
      const asked = query()
      return marked(rows, metaTerms(parsedFilter()), asked && live.storeOf(asked).getState().data)
    },
  }
}

const markRows = (
  rows: readonly ServiceRow[],
  terms: readonly Term[],
  names: Names | undefined,
): readonly ServiceRow[] => {
  if (terms.length === 0) return rows
  const answers = terms.map((term, place) => ({id: metaTermId(term), names: names && new Set(names[place])}))
  return rows.map(row => ({
    ...row,
    metaHolds: answers.filter(({names}) => names === undefined || names.has(row.name)).map(({id}) => id),
  }))
}
