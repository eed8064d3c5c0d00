type NamedRule = {
  readonly resource: 'agent' | 'event' | 'key' | 'node' | 'query' | 'service' | 'session'
  readonly access: 'read' | 'list' | 'write'
  /** Without one the rule is meant for every resource of the kind. */
  readonly name?: string
  /** Instead of a name: every resource whose name begins so. */
  readonly prefix?: string
}

type GlobalRule = {readonly resource: 'acl' | 'keyring' | 'operator'; readonly access: 'read' | 'write'}

/** A permission that an endpoint asks for. */
export type AclRule = NamedRule | GlobalRule

/** The rule as it stands in an ACL policy: `service_prefix "" { policy = "read" }`. */
export const formatAclRule = (rule: AclRule): string => {
  if (isGlobal(rule)) return `${rule.resource} = "${rule.access}"`
  const block =
    rule.name === undefined
      ? `${rule.resource}_prefix ${JSON.stringify(rule.prefix ?? '')}`
      : `${rule.resource} ${JSON.stringify(rule.name)}`
  return `${block} { policy = "${rule.access}" }`
}

const isGlobal = (rule: AclRule): rule is GlobalRule =>
  rule.resource === 'acl' || rule.resource === 'keyring' || rule.resource === 'operator'
