import type {Command} from 'commander'
import {type Flags, resolveConfig} from '../../config.ts'
import type {DeployFlags} from '../deploy/arguments.ts'
import {hasOwnFlags, TAKEN, typedFlags, withFlags} from '../flags.ts'
import type {Surroundings} from './surroundings.ts'

/** With nothing said it is the tab, where there is a screen for it. */
export const addDeploy = (root: Command, {program, finish}: Surroundings): void => {
  const command = withFlags(root.command('deploy'), TAKEN.byScreen)
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
    const isForOne = event !== undefined || hasOwnFlags(command)
    if (!isForOne && program.stdout.isTTY) {
      const config = resolveConfig(typedFlags(command, TAKEN.byScreen), program.env)
      const {openScreen} = await import('../open-screen.ts')
      finish(await openScreen(program, {config, view: 'deploy'}))
      return
    }
    const flags: Flags & DeployFlags = typedFlags(command, TAKEN.byCommand, 'deploy EVENT')
    const config = resolveConfig(flags, program.env)
    const [{readDeployCommand}, {runDeploy}] = await Promise.all([
      import('../deploy/arguments.ts'),
      import('../deploy/deploy.ts'),
    ])
    finish(await runDeploy(program, readDeployCommand({event, url}, flags, config)))
  })
}
