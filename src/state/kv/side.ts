import type {Tenancy} from '../tenancy.ts'

/** One of two folders that are compared. No datacenter: the one that is looked at. */
export type Side = {readonly datacenter?: string; readonly folder: string}

/** What a side is called, fit for being typed again: `dc2:config/`. */
export const sideName = ({datacenter, folder}: Side): string =>
  datacenter === undefined ? folder || 'all keys' : `${datacenter}:${folder}`

/** How to read a side. The comparison asks the leader, unless the operator has chosen otherwise: old data differs. */
export const sideOptions = (tenancy: Tenancy, {datacenter}: Side): Tenancy => ({
  ...tenancy,
  ...(datacenter !== undefined && {datacenter}),
})

/**
 * Reads `folder/`, `dc2:` for the same folder there, or `dc2:folder/`. Only the name of a datacenter that Consul knows is one,
 * since folders have colons too; before Consul has named them, any. A sentence for what is no side.
 */
export const parseSide = (
  text: string,
  other: Side,
  datacenters: readonly string[] | undefined,
): Side | {readonly error: string} => {
  const [, name, rest = ''] = /^([^:/]+):(.*)$/s.exec(text) ?? []
  if (name !== undefined && (datacenters === undefined || datacenters.includes(name))) {
    const side = {datacenter: name, folder: rest === '' ? other.folder : withSlash(rest)}
    return isSame(side, other) ? sameError : side
  }
  if (name !== undefined && rest === '') {
    return {error: `No datacenter is called ${name}; Consul knows ${datacenters?.join(', ')}`}
  }
  if (text === '') return {error: 'Name a folder, or a datacenter and a colon'}
  const side = {
    ...(other.datacenter !== undefined && {datacenter: other.datacenter}),
    folder: withSlash(text),
  }
  return isSame(side, other) ? sameError : side
}

const sameError = {error: 'That is the same folder: name another one, or another datacenter'}

const isSame = (left: Side, right: Side): boolean =>
  left.folder === right.folder && left.datacenter === right.datacenter

const withSlash = (folder: string): string => (folder.endsWith('/') ? folder : `${folder}/`)
