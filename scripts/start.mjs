import {findConsul, provideConsul} from './setup/consul.mjs'
import {provideNode} from './setup/node.mjs'
import {providePackages} from './setup/packages.mjs'
import {provideProgram} from './setup/program.mjs'
import {runInForeground} from './setup/run-in-foreground.mjs'
import {runScript} from './setup/run-script.mjs'
import {isAgentRunning} from './setup/running-agent.mjs'

const args = process.argv.slice(2)

await runScript(async setup => {
  await providePackages(setup)
  const node = await provideNode(setup)
  const consul = await consulIfNeeded(setup)
  const program = await provideProgram(setup)
  const env = consul ? {...setup.env, CONSUL_BIN: consul} : setup.env
  return runInForeground(node, [program, 'start', ...args], {root: setup.root, env})
})

/**
 * Lictor starts Consul agents of its own only where it has none to look at.
 *
 * @param {import('./setup/step.mjs').Setup} setup
 */
async function consulIfNeeded(setup) {
  const found = findConsul(setup.root, setup.env)
  const isAsked = args.some(arg => /^(-h|--?help|-V|--?version)$/.test(arg))
  const isNamed = isAsked || setup.env.CONSUL_HTTP_ADDR || args.some(arg => /^--?http-addr(=|$)/.test(arg))
  if (found || isNamed || (await isAgentRunning())) return found
  return provideConsul(setup)
}
