import type {CopyRequest} from './copy-plan.ts'
import type {KvTarget} from './tree-row.ts'
import type {Where} from './where.ts'

/** What a typed target is understood by. */
export type TargetContext = {
  readonly source: KvTarget
  readonly from: Where
  /** The asked agent's datacenter, if it has told. */
  readonly own: string | undefined
  /** All datacenters, if Consul has told. */
  readonly known: readonly string[] | undefined
}

type Target = Pick<CopyRequest, 'target' | 'to'>

/**
 * Reads where something is to go: `config/new/`, `dc2:config/new/`, or `dc2:` for the same place there. A word before a
 * colon is a datacenter if one is called so, else part of the key. A key that goes to a folder keeps its name.
 */
export const parseTarget = (text: string, context: TargetContext): Target => {
  const {source, from, own} = context
  const {datacenter, rest} = splitDatacenter(text, context.known)
  const {datacenter: _, ...tenancy} = from
  const to = datacenter === undefined ? from : {...tenancy, ...(datacenter !== own && {datacenter})}
  const path = rest === '' && datacenter !== undefined ? source.key : rest
  return {to, target: path === '' ? '' : completed(path, source)}
}

const completed = (path: string, {kind, key}: KvTarget): string => {
  if (kind === 'folder') return path.endsWith('/') ? path : `${path}/`
  return path.endsWith('/') && !key.endsWith('/') ? path + key.slice(key.lastIndexOf('/') + 1) : path
}

type Split = {readonly datacenter: string | undefined; readonly rest: string}

const splitDatacenter = (text: string, known: readonly string[] | undefined): Split => {
  const datacenter = wordBeforeColon(text)
  return datacenter !== undefined && known?.includes(datacenter)
    ? {datacenter, rest: text.slice(datacenter.length + 1)}
    : {datacenter: undefined, rest: text}
}

/** What looks like a datacenter. */
export const wordBeforeColon = (text: string): string | undefined => /^([\w-]+):/.exec(text)?.[1]

/** A key as it is to be typed: with the datacenter where it would be taken for one itself. */
export const typedTarget = ({source, from, own, known}: TargetContext): string => {
  const {datacenter} = splitDatacenter(source.key, known)
  const here = from.datacenter ?? own
  return datacenter !== undefined && here !== undefined ? `${here}:${source.key}` : source.key
}

/** What Tab makes of it: the same in the next datacenter, and after the last one without a name again. */
export const nextDatacenter = (text: string, known: readonly string[]): string => {
  const {datacenter, rest} = splitDatacenter(text, known)
  const next = known[datacenter === undefined ? 0 : known.indexOf(datacenter) + 1]
  return next === undefined ? rest : `${next}:${rest}`
}
