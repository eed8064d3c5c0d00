import {type AccessRequest, authorize} from '../../api/acl.ts'
import {formatAclRule} from '../../api/acl-rule.ts'
import type {ConsulClient, QueryOptions} from '../../api/client.ts'
import {ConsulError, isConsulError} from '../../api/errors.ts'
import type {Difference} from './difference.ts'
import {type Side, sideName} from './side.ts'

/** The sides of a comparison, and how to ask each. */
export type ComparedSide = Side & {readonly options: QueryOptions}

export type ComparedSides = {readonly left: ComparedSide; readonly right: ComparedSide}

const AT_ONCE = 500

/**
 * Consul leaves out of a list what the token may not read, without a word: so of each key that one side lacks it is asked
 * whether the token could see it there. Where that cannot be asked, as before Consul 1.8, the lists are taken at their word.
 */
export const markHidden = async (
  client: ConsulClient,
  differences: readonly Difference[],
  {left, right}: ComparedSides,
): Promise<readonly Difference[]> => {
  const hidden = new Set([
    ...(await unreadable(
      client,
      left,
      differences.filter(({status}) => status === 'added'),
    )),
    ...(await unreadable(
      client,
      right,
      differences.filter(({status}) => status === 'removed'),
    )),
  ])
  if (hidden.size === 0) return differences
  return differences.map(difference =>
    hidden.has(difference.name) ? {...difference, status: 'hidden' as const} : difference,
  )
}

/** @throws ConsulError `forbidden` where a folder without keys is one that the token may not read. */
export const refuseHidden = async (client: ConsulClient, side: ComparedSide): Promise<void> => {
  const requests: readonly AccessRequest[] = [{resource: 'key', access: 'read', segment: side.folder}]
  const {data} = await authorize(client, requests, side.options).catch(toNothingAsked)
  if (data[0]?.allow !== false) return
  const rule = formatAclRule({resource: 'key', access: 'read', prefix: side.folder})
  throw new ConsulError({
    kind: 'forbidden',
    shortMessage: `${sideName(side)} is hidden by ACL`,
    nextStep: `The token needs ${rule} there.`,
  })
}

const unreadable = async (
  client: ConsulClient,
  {folder, options}: ComparedSide,
  missing: readonly Difference[],
): Promise<readonly string[]> => {
  const names: string[] = []
  for (let at = 0; at < missing.length; at += AT_ONCE) {
    const some = missing.slice(at, at + AT_ONCE)
    const requests = some.map(
      ({name}): AccessRequest => ({resource: 'key', access: 'read', segment: folder + name}),
    )
    const {data} = await authorize(client, requests, options).catch(toNothingAsked)
    names.push(...some.filter((_, place) => data[place]?.allow === false).map(({name}) => name))
  }
  return names
}

const toNothingAsked = (error: unknown): {readonly data: readonly {readonly allow: boolean}[]} => {
  if (isConsulError(error) && error.kind === 'notFound') return {data: []}
  throw error
}
