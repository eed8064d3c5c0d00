import type {ReactNode} from 'react'
import type {Sighting} from '../../state/kv/draft.ts'
import {formatAge} from '../format.ts'
import {Line} from '../line.tsx'
import {cutSpans, span} from '../span.ts'
import {useNow} from '../use-now.ts'

/** That somebody else has written the key while it is being edited. */
export const Sighted = ({
  sighting: {entry, at},
  width,
}: {
  readonly sighting: Sighting
  readonly width: number
}): ReactNode => {
  const age = `${formatAge(useNow(true) - at)} ago`
  const text = entry
    ? ` ▲ changed by someone else ${age}; saving will show a three-way merge `
    : ` ▲ deleted by someone else ${age}; saving will ask whether to make it again `
  return <Line spans={cutSpans([{...span(text, 'warn', true), inverse: true}], width)} />
}
