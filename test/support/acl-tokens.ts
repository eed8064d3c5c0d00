import {readFileSync} from 'node:fs'
import {requestJson} from '../../src/demo/consul-http.ts'

/** The policy that docs/acl.md has below a heading. */
export const documentedPolicy = (heading: string): string => {
  const page = readFileSync(new URL('../../docs/acl.md', import.meta.url), 'utf8')
  const section = page.split(/^## /m).find(part => part.startsWith(`${heading}\n`)) ?? ''
  const rules = /^```hcl\n(.*?)^```/ms.exec(section)?.[1]
  if (rules === undefined) throw new Error(`docs/acl.md has no policy below ${heading}.`)
  return rules
}

/** Makes a token with one policy of these rules, and answers its secret. */
export const createToken = async (
  address: string,
  management: string,
  {name, rules}: {readonly name: string; readonly rules: string},
): Promise<string> => {
  const put = (path: string, body: unknown) =>
    requestJson(address, path, {method: 'PUT', body, token: management})
  await put('/v1/acl/policy', {Name: name, Rules: rules})
  const token = await put('/v1/acl/token', {Policies: [{Name: name}]})
  if (typeof token === 'object' && token !== null && 'SecretID' in token) return String(token.SecretID)
  throw new Error('Consul answered without a token.')
}
