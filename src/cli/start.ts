import {isConsulError} from '../api/errors.ts'
import {readLeader} from '../api/status.ts'
import {ConfigError, DEFAULT_ADDRESS, type Flags, resolveConfig} from '../config.ts'
import type {Tab} from '../state/navigation.ts'
import {connect} from './connect.ts'
import {runDemo} from './demo.ts'
import type {Program} from './program.ts'
import {openScreen} from './tui.tsx'

/** Goes to the agent that is named, else to the one on this host, else to a demo cluster, and says which. */
export const start = async (
  program: Program,
  {flags, view}: {readonly flags: Flags; readonly view: Tab},
): Promise<number> => {
  const config = resolveConfig(flags, program.env)
  const named = flags.httpAddr ?? program.env.CONSUL_HTTP_ADDR
  if (named) {
    const from = flags.httpAddr ? '--http-addr' : 'CONSUL_HTTP_ADDR'
    return openScreen(program, {config, view, welcome: `the agent that ${from} names`})
  }
  if (await answers(config)) {
    return openScreen(program, {config, view, welcome: `the agent on ${DEFAULT_ADDRESS}`})
  }
  program.stderr.write(
    `No CONSUL_HTTP_ADDR, and no agent answers on ${DEFAULT_ADDRESS}: bringing up a demo cluster.\n`,
  )
  return runDemo(program, {keep: false, view})
}

/** Any answer counts, a refusal too: only silence and a wrong protocol mean that no agent is there. */
const answers = async (config: Parameters<typeof connect>[0]): Promise<boolean> => {
  const client = await connect(config)
  try {
    await readLeader(client, {signal: AbortSignal.timeout(2_000)})
    return true
  } catch (error) {
    if (error instanceof ConfigError) throw error
    return isConsulError(error) && !['unreachable', 'timeout', 'protocol', 'notFound'].includes(error.kind)
  } finally {
    await client.close()
  }
}
