import {readFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {cleanEnvironment} from '../../agent/clean-environment.ts'
import type {Handler} from '../../agent/handler.ts'
import {type Config, ConfigError, type Environment} from '../../config.ts'
import {readVerifyKey} from '../../deploy/manifest/signature.ts'
import type {Work} from './arguments.ts'

export type HandlerContext = {
  readonly env: Environment
  readonly config: Config
  readonly stateDir: string
  readonly log: (line: string) => void
}

/** What runs the events, in an environment that gives nobody access to Consul. @throws ConfigError */
export const createHandler = async (work: Work, context: HandlerContext): Promise<Handler> => {
  const {env, config, stateDir} = context
  const clean = cleanEnvironment(env, await secretsOf(config))
  if (work.kind === 'command') {
    const {createCommandHandler} = await import('../../agent/command/command-handler.ts')
    return createCommandHandler({...work, env: clean})
  }
  const verifyKey = work.verifyKeyFile === undefined ? undefined : await readKey(work.verifyKeyFile)
  const [{createManifestHandler}, {cleanUpInterrupted}] = await Promise.all([
    import('../../agent/manifest-handler.ts'),
    import('../../agent/run-manifest/running-deploy.ts'),
  ])
  for (const {id, dest, during} of await cleanUpInterrupted(stateDir)) {
    context.log(
      `the deploy ${id ?? ''} to ${dest ?? 'no folder'} was killed while ${during}: what it had left lying is removed`,
    )
  }
  return createManifestHandler({
    ...work,
    env: clean,
    verifyKey,
    stateFolder: stateDir,
    tmpFolder: env.TMPDIR || tmpdir(),
  })
}

const secretsOf = async ({token, tokenFile, basicAuth}: Config): Promise<readonly string[]> => {
  const given = [token, basicAuth].flatMap(secret => (secret ? [secret.reveal()] : []))
  return tokenFile === undefined ? given : [...given, (await readFile(tokenFile, 'utf8')).trim()]
}

/** A key that is none must not turn into deploys without one. */
const readKey = async (file: string): Promise<string> => {
  try {
    const pem = await readFile(file, 'utf8')
    readVerifyKey(pem)
    return pem
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ConfigError(`--verify-key ${file} cannot be used: ${reason}`)
  }
}
