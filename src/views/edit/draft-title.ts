import type {Draft} from '../../state/kv/draft.ts'
import {type Span, span} from '../span.ts'

/** Which key is being edited, and where it is. */
export const draftTitle = ({
  key,
  base,
  where: {datacenter, namespace, partition},
}: Draft): {readonly crumbs: readonly string[]; readonly summary: readonly Span[]} => {
  const places = [
    datacenter && `in ${datacenter}`,
    namespace && `namespace ${namespace}`,
    partition && `partition ${partition}`,
  ].filter(Boolean)
  return {
    crumbs: ['KV', key],
    summary: [
      ...places.map(place => span(`${place}  `, 'dim')),
      base ? span(`index ${base.modifyIndex}`, 'dim') : span('a new key', 'accent'),
    ],
  }
}
