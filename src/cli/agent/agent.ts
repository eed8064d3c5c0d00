import {addAbortSignal} from 'node:stream'
import {text} from 'node:stream/consumers'
import {type Agent, createAgent} from '../../agent/agent.ts'
import {findNode} from '../../agent/find-node.ts'
import {findAncestor, identify} from '../../agent/process/process-identity.ts'
import {readEvents} from '../../agent/read-events.ts'
import {sentence} from '../../agent/trouble.ts'
import {type Config, ConfigError} from '../../config.ts'
import {VERSION} from '../../version.ts'
import {connect} from '../connect.ts'
import {EXIT, type Program} from '../program.ts'
import {type AgentRequest, asCategory} from './arguments.ts'
import {createHandler} from './handler.ts'
import {createLog} from './log.ts'
import {listenForSignals, type StopSignals} from './signals.ts'
import {openNodeFolder, openStateFolder} from './state-folder.ts'

/** What an agent works with, for as long as it lives. */
type Session = {
  readonly program: Program
  readonly config: Config
  readonly request: AgentRequest
  readonly signals: StopSignals
  readonly log: (line: string) => void
}

/**
 * Runs events on this host and acknowledges them: until it is stopped, or, as a handler of `consul watch`, those on
 * standard input. 0 fine, 1 where it cannot work, 2 with --once where an event failed.
 */
export const runAgent = async (program: Program, config: Config, request: AgentRequest): Promise<number> => {
  const log = createLog(program.stderr)
  const signals = listenForSignals(program.process, {log, stopAfterMs: request.stopAfterMs})
  try {
    return await run({program, config, request, signals, log})
  } catch (error) {
    if (error instanceof ConfigError) throw error
    log(sentence(error))
    return EXIT.error
  } finally {
    signals.close()
  }
}

const run = async ({program, config, request, signals, log}: Session): Promise<number> => {
  const stateDir = await openStateFolder(request.stateDir, program.env)
  const client = await connect(config)
  try {
    const handler = await createHandler(request.work, {env: program.env, config, stateDir, log})
    const node = request.node ?? (await findNode({client, log}, signals.drain))
    if (node === undefined) return EXIT.fine
    const folder = await openNodeFolder(stateDir, node)
    const self = identify(program.process.pid)
    const {dashboard} = request
    const categoryOf = (event: string) => (dashboard === true ? asCategory(event) : dashboard)
    const agent = createAgent({
      ...request,
      client,
      node,
      folder,
      handler,
      self,
      signals,
      log,
      categoryOf,
      version: VERSION,
    })
    return await work(agent, {program, request, drain: signals.drain}, line =>
      log(`lictor ${VERSION} on ${node} ${line}`),
    )
  } finally {
    await client.close()
  }
}

type Working = Pick<Session, 'program' | 'request'> & {readonly drain: AbortSignal}

/** As a handler of `consul watch`, with events by hand, or by itself. */
const work = async (
  agent: Agent,
  {program, request, drain}: Working,
  say: (line: string) => void,
): Promise<number> => {
  const {env, stdin, process} = program
  if (env.CONSUL_INDEX || request.once) {
    const events = await readGiven(stdin, drain)
    if (events === undefined) return EXIT.fine
    if (!env.CONSUL_INDEX) return (await agent.runAll(events)) === 0 ? EXIT.fine : EXIT.agentFailed
    const {pid, born} = findAncestor(process.ppid, 'consul')
    await agent.handle(events, `${pid} ${born}`)
    return EXIT.fine // anything else would end the watch; how it went is in KV
  }
  say('starts')
  await agent.serve()
  say('ends')
  return EXIT.fine
}

/** Undefined where it is told to end before it has all of them: then nothing is begun. */
const readGiven = async (
  stdin: Program['stdin'],
  drain: AbortSignal,
): Promise<ReturnType<typeof readEvents> | undefined> => {
  try {
    return readEvents(await text(addAbortSignal(drain, stdin)))
  } catch (error) {
    if (drain.aborted) return undefined
    throw error
  }
}
