import type {Command} from 'commander'
import {ConfigError, type Flags, resolveConfig} from '../../config.ts'
import {TYPE_NAMES} from '../../state/dns/question-type.ts'
import {checkProbe, type DnsFlags, parseRate, parseSeconds, parseType} from '../dns/arguments.ts'
import {hasOwnFlags, TAKEN, typedFlags, withFlags} from '../flags.ts'
import type {Surroundings} from './surroundings.ts'

/** Without a name it is the tab, where there is a screen for it. */
export const addDns = (root: Command, {program, finish}: Surroundings): void => {
  const command = withFlags(root.command('dns'), TAKEN.byScreen)
    .description('ask the agent’s DNS as a client would, and say why it answers so')
    .argument('[name]', 'such as web.service.consul, canary.web.service, c1.node, or an address')
    .argument('[type]', `${TYPE_NAMES.join(', ')}; A, but SRV for _web._tcp and PTR for an address`)
    .option('--explain', 'hold the answer against HTTP health; done by itself where the answer is empty')
    .option('--probe <n>', 'ask n times a second and count, until stopped', parseRate)
    .option('--for <seconds>', 'how long to probe', parseSeconds)
    .option('--json', 'print JSON')
  command.action(async (name: string | undefined, type: string | undefined) => {
    if (name === undefined) {
      if (hasOwnFlags(command) || !program.stdout.isTTY) {
        throw new ConfigError('dns needs a name to ask for: lictor dns web.service.consul')
      }
      const config = resolveConfig(typedFlags(command, TAKEN.byScreen), program.env)
      const {openScreen} = await import('../open-screen.ts')
      finish(await openScreen(program, {config, view: 'dns'}))
      return
    }
    const flags: Flags & DnsFlags = typedFlags(command, TAKEN.byDns, 'dns NAME')
    checkProbe(flags)
    const config = resolveConfig(flags, program.env)
    const {runDns} = await import('../dns/dns.ts')
    finish(await runDns(program, {config, name, type: parseType(name, type), flags}))
  })
}
