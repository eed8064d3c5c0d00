/** The variables of a process. */
export type HostEnvironment = Readonly<Record<string, string | undefined>>

const SECRETS = ['CONSUL_HTTP_TOKEN', 'CONSUL_HTTP_TOKEN_FILE', 'CONSUL_HTTP_AUTH']

/** What templates and commands may see: the agent's right to write to Consul is not theirs. */
export const withoutConsulSecrets = (env: HostEnvironment): HostEnvironment =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !SECRETS.includes(name)))
