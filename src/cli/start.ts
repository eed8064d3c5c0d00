import {type Config, DEFAULT_ADDRESS, type Flags, resolveConfig} from '../config.ts'
import {agentAnswers} from '../state/agent-access.ts'
import type {Tab} from '../state/navigation.ts'
import {connect} from './connect.ts'
import {runDemo} from './demo.ts'
import {openScreen} from './open-screen.ts'
import type {Program} from './program.ts'

/** Goes to the agent that is named, else to the one on this host, else to a demo cluster, and says which. */
export const start = async (
  program: Program,
  {flags, view}: {readonly flags: Flags; readonly view: Tab},
): Promise<number> => {
  const config = resolveConfig(flags, program.env)
  const named = flags.httpAddr || program.env.CONSUL_HTTP_ADDR
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
  const {readOnly, color, stale, datacenter} = flags
  return runDemo(program, {keep: false, view, flags: {readOnly, color, stale, datacenter}})
}

const answers = async (config: Config): Promise<boolean> => {
  const client = await connect(config)
  try {
    return await agentAnswers(client)
  } finally {
    await client.close()
  }
}
