import {setImmediate as turn} from 'node:timers/promises'
import type {Config} from '../config.ts'
import {createApp, createQueries} from '../state/app.ts'
import type {Tab} from '../state/navigation.ts'
import {warmUp} from '../state/warm-up.ts'
import {detectCapabilities} from '../terminal/capabilities.ts'
import {connect} from './connect.ts'
import {EXIT, type Program} from './program.ts'

export type ScreenRequest = {
  readonly config: Config
  readonly view: Tab
  /** What is being looked at, where the operator has not named it. */
  readonly welcome?: string
}

/** Opens the screen and resolves to the exit code once it is closed, whatever closed it. */
export const openScreen = async (
  program: Program,
  {config, view, welcome}: ScreenRequest,
): Promise<number> => {
  const {stdin, stdout, stderr, env} = program
  const capabilities = detectCapabilities({
    env,
    isTTY: Boolean(stdout.isTTY && stdin.isTTY),
    noColor: !config.color,
  })
  if (!capabilities.fullScreen) {
    stderr.write('lictor: this is not a terminal; the screen needs one (ssh -t gives one)\n')
    return EXIT.usage
  }
  const client = await connect(config)
  const tenancy = tenancyOf(config)
  const queries = createQueries({client, tenancy})
  try {
    const answer = warmUp(queries, view)
    await connected()
    const [{openTerminal}, {tableFor}] = await Promise.all([
      import('./tui.tsx'),
      import('../views/routes.tsx'),
    ])
    const terminal = openTerminal(program, capabilities)
    const {dnsAddress, domain} = config
    const app = createApp({
      client,
      tenancy,
      initialTab: view,
      tableFor,
      host: terminal.host,
      dns: {dnsAddress, domain},
      queries,
    })
    await answer()
    if (welcome) app.flash.show({level: 'done', text: `Opened on ${welcome}: ${client.address}`})
    const code = await terminal.run(app)
    await app.deploys.close()
    return code
  } finally {
    queries.live.stop()
    await client.close()
  }
}

/** The questions are on their way after one turn of the event loop; to load Ink first would hold them up. */
const connected = async (): Promise<void> => {
  await turn()
  await turn()
}

const tenancyOf = ({datacenter, namespace, partition, consistency}: Config) => ({
  consistency,
  ...(datacenter && {datacenter}),
  ...(namespace && {namespace}),
  ...(partition && {partition}),
})
