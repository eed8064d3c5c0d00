export type Variables = Readonly<Record<string, string | undefined>>

/** How Lictor itself gets to Consul: none of a deploy's business. */
const SECRETS: readonly string[] = [
  'CONSUL_HTTP_TOKEN',
  'CONSUL_HTTP_TOKEN_FILE',
  'CONSUL_HTTP_AUTH',
  'CONSUL_TOKEN',
  'CONSUL_CLIENT_CERT',
  'CONSUL_CLIENT_KEY',
  'CREDENTIALS_DIRECTORY',
]

/** What was said to us alone, by systemd or by Node's and Consul's ways of starting a process. */
const OURS: readonly string[] = [
  'CONSUL_INDEX',
  'NOTIFY_SOCKET',
  'NODE_OPTIONS',
  'FORCE_COLOR',
  'STATE_DIRECTORY',
]

/**
 * The environment for what a deploy runs: all of ours (manifests and Stretcher read `AWS_*` and names of their own),
 * without what gives access to Consul, under whatever name it stands.
 */
export const cleanEnvironment = (
  env: Variables,
  secrets: readonly string[],
): Readonly<Record<string, string>> => {
  const isSecret = (value: string): boolean => secrets.some(secret => secret !== '' && value.includes(secret))
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || SECRETS.includes(name) || OURS.includes(name) || isSecret(value)) continue
    kept[name] = value
  }
  return kept
}
