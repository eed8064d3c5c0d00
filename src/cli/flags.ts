import type {Command, OptionValues} from 'commander'
import {ConfigError, DEFAULT_ADDRESS, type Flags} from '../config.ts'

const FLAGS: Readonly<Record<keyof Flags, readonly [flag: string, meaning: string]>> = {
  httpAddr: [
    '--http-addr <address>',
    `the agent to ask: host:port, https://host:port or unix:///path (CONSUL_HTTP_ADDR, else ${DEFAULT_ADDRESS})`,
  ],
  token: ['--token <token>', 'ACL token; CONSUL_HTTP_TOKEN keeps it out of the process list'],
  tokenFile: ['--token-file <file>', 'file with the ACL token (CONSUL_HTTP_TOKEN_FILE)'],
  caFile: ['--ca-file <file>', 'CA to verify the agent with (CONSUL_CACERT)'],
  caPath: ['--ca-path <folder>', 'folder of CAs to verify the agent with (CONSUL_CAPATH)'],
  clientCert: ['--client-cert <file>', 'certificate to show the agent (CONSUL_CLIENT_CERT)'],
  clientKey: ['--client-key <file>', 'key of that certificate (CONSUL_CLIENT_KEY)'],
  tlsServerName: [
    '--tls-server-name <name>',
    'name expected in the agent’s certificate (CONSUL_TLS_SERVER_NAME)',
  ],
  datacenter: ['--datacenter <name>', 'datacenter to look at, instead of the agent’s own'],
  namespace: ['--namespace <name>', 'Enterprise namespace (CONSUL_NAMESPACE)'],
  partition: ['--partition <name>', 'Enterprise partition (CONSUL_PARTITION)'],
  dnsAddr: ['--dns-addr <address>', 'the DNS server to ask: host:port; what the agent says of itself'],
  domain: ['--domain <name>', 'domain of Consul’s names; what the agent says, else consul'],
  stale: ['--stale', 'let any server answer, also without a leader'],
  readOnly: ['--read-only', 'let no change leave this program'],
  color: ['--no-color', 'no colours (NO_COLOR)'],
}

type FlagName = keyof Flags

const ALL = Object.keys(FLAGS) as readonly FlagName[] // keys lose their type

/** What only the tab of a command looks at, or that of DNS. */
const OF_THE_SCREEN: readonly FlagName[] = ['dnsAddr', 'domain', 'stale']

/** Which of the flags that all commands share have an effect on one. */
export const TAKEN = {
  byScreen: ALL,
  byCommand: ALL.filter(name => !OF_THE_SCREEN.includes(name)),
  byDns: ALL.filter(name => name !== 'stale'),
  byDemo: ['datacenter', 'stale', 'readOnly', 'color'],
  byHooks: ['httpAddr'],
  bySign: [],
} as const satisfies Readonly<Record<string, readonly FlagName[]>>

export const withFlags = (command: Command, taken: readonly FlagName[]): Command =>
  taken.reduce((each, name) => each.option(...FLAGS[name]), command)

/**
 * What was typed, and no default: what stands after the command goes before what stands ahead of it. `use` is what is
 * done with it, such as `dns NAME`.
 * @throws ConfigError for a shared flag that is not `taken`, and would do nothing.
 */
export const typedFlags = (
  command: Command,
  taken: readonly FlagName[],
  use = command.name(),
): OptionValues => {
  const typed = {...(command.parent && given(command.parent)), ...given(command)}
  // What has no colours is as --no-color wants it.
  const other = ALL.find(name => name in typed && name !== 'color' && !taken.includes(name))
  if (other === undefined) return typed
  throw new ConfigError(`${FLAGS[other][0].split(' ')[0]} does nothing for lictor ${use}: leave it out`)
}

/** Whether a flag was typed that is the command's alone. */
export const hasOwnFlags = (command: Command): boolean =>
  Object.keys(given(command)).some(name => !(name in FLAGS))

const given = (command: Command): OptionValues =>
  Object.fromEntries(
    Object.entries(command.opts()).filter(([name]) => command.getOptionValueSource(name) === 'cli'),
  )
