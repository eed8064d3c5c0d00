/** The variables of a process. */
export type HostEnvironment = Readonly<Record<string, string | undefined>>

/** How the agent itself gets to Consul, and where systemd keeps what it was given for that. */
const SECRETS: readonly string[] = [
  'CONSUL_HTTP_TOKEN',
  'CONSUL_HTTP_TOKEN_FILE',
  'CONSUL_HTTP_AUTH',
  'CONSUL_TOKEN',
  'CONSUL_CLIENT_CERT',
  'CONSUL_CLIENT_KEY',
  'CREDENTIALS_DIRECTORY',
]

/** What templates and commands may see: the agent's right to write to Consul is not theirs. */
export const withoutConsulSecrets = (env: HostEnvironment): HostEnvironment =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !SECRETS.includes(name)))
