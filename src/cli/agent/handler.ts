import {cleanEnvironment} from '../../agent/command/clean-environment.ts'
import {createCommandHandler} from '../../agent/command/command-handler.ts'
import type {Handler} from '../../agent/handler.ts'
import type {Config, Environment} from '../../config.ts'
import type {Work} from './arguments.ts'

export type HandlerContext = {
  readonly env: Environment
  readonly config: Config
  readonly stateDir: string
}

/** What runs the events, in an environment that gives nobody access to Consul. */
export const createHandler = async (work: Work, {env, config}: HandlerContext): Promise<Handler> => {
  const secrets = [config.token, config.basicAuth].flatMap(secret => (secret ? [secret.reveal()] : []))
  const clean = cleanEnvironment(env, secrets)
  if (work.kind === 'command') return createCommandHandler({...work, env: clean})
  throw new Error('manifests')
}
