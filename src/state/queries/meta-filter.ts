import type {Term} from '../table/filter.ts'

/** A `meta.key:` term's identity among the terms of a filter. */
export const metaTermId = ({key = '', source}: Term): string => `${key}:${source}`

/**
 * The same question for the server, in its filter language: https://developer.hashicorp.com/consul/api-docs/features/filtering
 * The key is asked for first: `matches` holds for whatever has no such key.
 */
export const metaExpression = ({key = '', source}: Term): string => {
  const regex = /^\/(.+)\/$/s.exec(source)?.[1] ?? escapeRegex(source)
  const name = quoted(key)
  return `${name} in Service.Meta and Service.Meta[${name}] matches ${quoted(`(?i)${regex}`)}`
}

/** A string literal of that language, which is Go's but for the quote: that may not stand in it, not even escaped. */
const quoted = (text: string): string =>
  `"${JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(/\\./g, pair => (pair === '\\"' ? '\\x22' : pair))}"`

const escapeRegex = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
