import {Command, CommanderError, Option} from 'commander'
import {ConfigError, DEFAULT_ADDRESS, type Flags, resolveConfig} from '../config.ts'
import {TYPE_NAMES} from '../state/dns/question-type.ts'
import {TABS, type Tab} from '../state/navigation.ts'
import {VERSION} from '../version.ts'
import type {AgentFlags} from './agent/arguments.ts'
import {splitOperands, withTwoDashes} from './arguments.ts'
import type {DeployFlags} from './deploy/arguments.ts'
import {checkProbe, type DnsFlags, parseRate, parseSeconds, parseType} from './dns/arguments.ts'
import {type ExecFlags, parseShell, readExecCommand, typedWords} from './exec/arguments.ts'
import {EXIT, type Program} from './program.ts'

/** Reads the command line and runs the command; resolves to the exit code. */
export const run = async (program: Program): Promise<number> => {
  let code: number = EXIT.fine
  const command = commands(program, result => {
    code = result
  })
  try {
    await command.parseAsync([...withTwoDashes(program.args)], {from: 'user'})
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage
    if (!(error instanceof ConfigError)) throw error
    program.stderr.write(`lictor: ${error.message}\n`)
    return EXIT.usage
  }
}

const commands = (program: Program, finish: (code: number) => void): Command => {
  const {env} = program
  const root = withConnection(new Command('lictor'))
    .description('Consul in a terminal')
    .argument('[view]', `where to begin: ${TABS.join(' or ')}`, parseView, 'services')
    // An option after a subcommand is the subcommand's, though its name be one of ours too.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: text => program.stdout.write(text),
      writeErr: text => program.stderr.write(text),
    })
    .version(VERSION)
    .action(async (view: Tab, flags: Flags) => {
      const {openScreen} = await import('./open-screen.ts')
      finish(await openScreen(program, {config: resolveConfig(flags, env), view}))
    })
  addDns(root, program, finish)
  addExec(root, program, finish)
  addDeploy(root, program, finish)
  addDemo(root, program, finish)
  addAgent(root, program, finish)
  addHooks(root, program)
  addStart(root, program, finish)
  addSign(root, program, finish)
  return root
}

/** Without a name it is the tab, where there is a screen for it. */
const addDns = (root: Command, program: Program, finish: (code: number) => void): void => {
  const command = withConnection(root.command('dns'))
    .description('ask the agent’s DNS as a client would, and say why it answers so')
    .argument('[name]', 'such as web.service.consul, canary.web.service, c1.node, or an address')
    .argument('[type]', `${TYPE_NAMES.join(', ')}; A, but SRV for _web._tcp and PTR for an address`)
    .option('--explain', 'hold the answer against HTTP health; done by itself where the answer is empty')
    .option('--probe <n>', 'ask n times a second and count, until stopped', parseRate)
    .option('--for <seconds>', 'how long to probe', parseSeconds)
    .option('--json', 'print JSON')
  command.action(async (name: string | undefined, type: string | undefined) => {
    const flags: Flags & DnsFlags = {...root.opts(), ...given(command)}
    const config = resolveConfig(flags, program.env)
    if (name === undefined) {
      if (hasOwn(command) || !program.stdout.isTTY) {
        throw new ConfigError('dns needs a name to ask for: lictor dns web.service.consul')
      }
      const {openScreen} = await import('./open-screen.ts')
      finish(await openScreen(program, {config, view: 'dns'}))
      return
    }
    checkProbe(flags)
    const {runDns} = await import('./dns/dns.ts')
    finish(await runDns(program, {config, name, type: parseType(name, type), flags}))
  })
}

/** With nothing said it is the tab, where there is a screen for it. */
const addDeploy = (root: Command, program: Program, finish: (code: number) => void): void => {
  const command = withConnection(root.command('deploy'))
    .description('fire an event with the URL of a manifest, and follow how each host deploys it')
    .argument('[event]', 'the event that `lictor agent` listens for on the hosts')
    .argument('[url]', 'of the manifest: http, https, file or s3')
    .option('--node <regex>', 'only agents whose name it matches anywhere (RE2)')
    .option('--service <regex>', 'only agents with a service whose ID it matches')
    .option('--tag <regex>', 'only those where a tag of that service matches')
    .option('--wave <sizes>', 'how many hosts have it after each wave: 1,25%,all', 'all')
    .option('--watch-services <names>', 'services that must pass after each wave: web,api')
    .option('--steady <duration>', 'how long they must pass without a break', '10s')
    .option('--answer-within <duration>', 'a host that has not answered by then is silent', '1m')
    .option('--end-within <duration>', 'a host that has not ended by then is silent too', '1h')
    .option('--category <name>', 'of consul-kv-dashboard, for hosts with its hooks; the event’s name')
    .option('--dry-run', 'only look: say what would happen, and what stands in the way')
    .option('--yes', 'ask nothing, and fire whatever was found')
    .option('--resume <id>', 'go on with a deploy that was halted or left')
    .option('--retry', 'with --resume: fire anew for the hosts that failed or are silent')
    .option('--json', 'print JSON, an object a line')
  command.action(async (event: string | undefined, url: string | undefined) => {
    const flags: Flags & DeployFlags = {...root.opts(), ...given(command)}
    const config = resolveConfig(flags, program.env)
    const isForOne = event !== undefined || hasOwn(command)
    if (!isForOne && program.stdout.isTTY) {
      const {openScreen} = await import('./open-screen.ts')
      finish(await openScreen(program, {config, view: 'deploy'}))
      return
    }
    const [{readDeployCommand}, {runDeploy}] = await Promise.all([
      import('./deploy/arguments.ts'),
      import('./deploy/deploy.ts'),
    ])
    finish(await runDeploy(program, readDeployCommand({event, url}, flags, config)))
  })
}

const addAgent = (root: Command, program: Program, finish: (code: number) => void): void => {
  const command = withConnection(root.command('agent'))
    .description(
      'run events on this host, each once, and acknowledge them: as manifests of Stretcher, or by a command',
    )
    .argument('<event...>', 'names of events; after -- a command that is told of each')
    .option('--timeout <duration>', 'for the download of the archive: 30s, or a number of seconds')
    .option('--retry <n>', 'how often a failed download is tried again')
    .option('--retry-wait <duration>', 'between two tries')
    .option('--random-delay <duration>', 'wait for a random part of it first')
    .option('--max-band-width <bytes>', 'of the download, a second: 10MB')
    .option('--verify-key <file>', 'Ed25519 public key; a manifest without a signature of it is not run')
    .option(
      '--dashboard [category]',
      'tell consul-kv-dashboard too; under the name of the event unless given',
    )
    .option('--stdin <form>', 'what the command reads: events, as from consul watch, or the payload alone')
    .option('--max-output <bytes>', 'of each event, as goes to Consul (256KiB)')
    .option('--max-age <duration>', 'what may be older when it is first heard of is not run (15m)')
    .option('--stop-after <duration>', 'how long a running event may go on after SIGTERM (1m)')
    .option('--node <name>', 'as which to acknowledge; what the Consul agent says')
    .option('--state-dir <folder>', 'where what has been run is written down')
    .option('--once', 'run the events on standard input, and end; also done under consul watch')
  command.action(async (operands: readonly string[]) => {
    const flags: Flags & AgentFlags = {...root.opts(), ...given(command)}
    const config = resolveConfig(flags, program.env)
    const [{readRequest}, {runAgent}] = await Promise.all([
      import('./agent/arguments.ts'),
      import('./agent/agent.ts'),
    ])
    finish(await runAgent(program, config, readRequest(splitOperands(operands, program.args), flags)))
  })
}

const addHooks = (root: Command, program: Program): void => {
  const command = withConnection(root.command('hooks'))
    .description('print the lines by which the manifests of a stock stretcher tell how they end')
    .argument('[event]', 'the event that they are fired by', 'deploy')
    .option('--category <name>', 'of consul-kv-dashboard; the name of the event unless given')
  command.action(async (event: string, flags: Flags & {readonly category?: string}) => {
    const config = resolveConfig({...root.opts(), ...flags}, program.env)
    const {hookLines} = await import('./agent/hooks.ts')
    program.stdout.write(hookLines({category: flags.category ?? event, address: config.address}))
  })
}

/** Flags stand before the command: what follows its first word is the command's own. */
const addExec = (root: Command, program: Program, finish: (code: number) => void): void => {
  const command = withConnection(root.command('exec'))
    .description('run a command on agents, by Consul’s own remote exec, and print what each says')
    .usage('[options] COMMAND…  (or - for a script on standard input)')
    .argument('[command...]', 'for the shell of each agent; its flags are its own, ours stand before it')
    .passThroughOptions()
    .option('--node <regex>', 'only agents whose name it matches anywhere (RE2)')
    .option('--service <regex>', 'only agents with a service whose ID it matches')
    .option('--tag <regex>', 'only those where a tag of that service matches')
    .option('--script <file>', 'send this file instead, which each agent runs; - is standard input')
    .option('--no-shell', 'run the words of the command as they are, without a shell')
    .addOption(new Option('--shell <bool>').argParser(parseShell).hideHelp())
    .option('--wait <duration>', 'how long to wait without a word from any agent', '2s')
    .option('--json', 'print JSON, an object a line')
  command.action(async (operands: readonly string[]) => {
    const flags: Flags & ExecFlags = {...root.opts(), ...given(command)}
    const config = resolveConfig(flags, program.env)
    const words = typedWords(operands, program.args)
    const {runExec} = await import('./exec/exec.ts')
    finish(await runExec(program, readExecCommand(words, flags, config)))
  })
}

/** What stands after the command goes before what stands ahead of it; a default is neither. */
const given = (command: Command): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(command.opts()).filter(([name]) => command.getOptionValueSource(name) === 'cli'),
  )

/** Whether a flag was typed that is not of the connection: then one thing is wanted, and no tab. */
const hasOwn = (command: Command): boolean => {
  const shared = withConnection(new Command()).options.map(option => option.attributeName())
  return Object.keys(given(command)).some(name => !shared.includes(name))
}

const addDemo = (root: Command, program: Program, finish: (code: number) => void): void => {
  root
    .command('demo')
    .description('open Lictor on a Consul cluster of its own, on loopback')
    .option('--keep', 'leave the cluster running, and say where it is')
    .addOption(
      new Option('--serve', 'run the cluster alone, for the program that holds its input').hideHelp(),
    )
    .action(async (flags: {readonly keep?: boolean; readonly serve?: boolean}) => {
      const {runDemo, runDemoServer} = await import('./demo.ts')
      const keep = flags.keep ?? false
      const {readOnly, color, stale, datacenter} = root.opts<Flags>()
      const look = {readOnly, color, stale, datacenter}
      finish(
        await (flags.serve
          ? runDemoServer(program, {keep})
          : runDemo(program, {keep, view: 'services', flags: look})),
      )
    })
}

/** What `npm start` runs: the agent that is named, else one that is there, else the demo. */
const addStart = (root: Command, program: Program, finish: (code: number) => void): void => {
  withConnection(root.command('start', {hidden: true}))
    .argument('[view]', '', parseView, 'services')
    .action(async (view: Tab, flags: Flags) => {
      const {start} = await import('./start.ts')
      finish(await start(program, {flags, view}))
    })
}

const addSign = (root: Command, program: Program, finish: (code: number) => void): void => {
  root
    .command('sign')
    .description('sign a deploy manifest, so that agents with a --verify-key run it')
    .argument('[manifest]', 'a file; its signature goes beside it, with .sig at the end of the name')
    .option('--key <file>', 'private key to sign with')
    .option('--new-key <name>', 'make a pair of keys: name, and name.pub for the agents')
    .action(
      async (manifest: string | undefined, flags: {readonly key?: string; readonly newKey?: string}) => {
        const {runSign} = await import('./sign.ts')
        finish(await runSign(program, {manifest, ...flags}))
      },
    )
}

const withConnection = (command: Command): Command =>
  command
    .option(
      '--http-addr <address>',
      `the agent to ask: host:port, https://host:port or unix:///path (CONSUL_HTTP_ADDR, else ${DEFAULT_ADDRESS})`,
    )
    .option('--token <token>', 'ACL token; CONSUL_HTTP_TOKEN keeps it out of the process list')
    .option('--token-file <file>', 'file with the ACL token (CONSUL_HTTP_TOKEN_FILE)')
    .option('--ca-file <file>', 'CA to verify the agent with (CONSUL_CACERT)')
    .option('--ca-path <folder>', 'folder of CAs to verify the agent with (CONSUL_CAPATH)')
    .option('--client-cert <file>', 'certificate to show the agent (CONSUL_CLIENT_CERT)')
    .option('--client-key <file>', 'key of that certificate (CONSUL_CLIENT_KEY)')
    .option('--tls-server-name <name>', 'name expected in the agent’s certificate (CONSUL_TLS_SERVER_NAME)')
    .option('--datacenter <name>', 'datacenter to look at, instead of the agent’s own')
    .option('--namespace <name>', 'Enterprise namespace (CONSUL_NAMESPACE)')
    .option('--partition <name>', 'Enterprise partition (CONSUL_PARTITION)')
    .option('--dns-addr <address>', 'the DNS server to ask: host:port; what the agent says of itself')
    .option('--domain <name>', 'domain of Consul’s names; what the agent says, else consul')
    .option('--stale', 'let any server answer, also without a leader')
    .option('--read-only', 'let no change leave this program')
    .option('--no-color', 'no colours (NO_COLOR)')

const parseView = (value: string): Tab => {
  const view = TABS.find(tab => tab === value)
  if (view === undefined) throw new ConfigError(`there is no view called ${value}: ${TABS.join(', ')}`)
  return view
}
