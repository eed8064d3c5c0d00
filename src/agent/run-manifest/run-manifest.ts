import {setTimeout as delay} from 'node:timers/promises'
import {DeployError, reasonOf} from '../../deploy/errors.ts'
import {ManifestError} from '../../deploy/manifest/errors.ts'
import type {Manifest} from '../../deploy/manifest/manifest.ts'
import {hideUrlSecrets} from '../../deploy/manifest/source-url.ts'
import type {Phase} from '../../deploy/protocol/phase.ts'
import type {Report} from '../handler.ts'
import {runCommands, runTellers} from './commands.ts'
import {type DeployContext, deployArchive} from './deploy-archive.ts'
import {createDeployLog, type DeployLog} from './deploy-log.ts'
import type {FetchContext} from './fetch.ts'
import {withoutConsulSecrets} from './host-environment.ts'
import {loadManifest} from './load-manifest.ts'
import type {RunManifestOptions} from './options.ts'
import {createProgress, type Progress} from './progress.ts'
import {beginDeploy} from './running-deploy.ts'

/** Deploys what the manifest at a URL says. Resolves to 0, or to 1 after `failed` and its reason are reported. */
export const runManifest = async (
  {env, ...wishes}: RunManifestOptions,
  report: Report,
  signal: AbortSignal,
): Promise<number> => {
  const options = {...wishes, env: withoutConsulSecrets(env)}
  const log = createDeployLog(report.output)
  const progress = createProgress(report.phase)
  try {
    await waitAWhile(options.randomDelayMs, log, signal)
    const manifest = await load({options, log, signal}, progress)
    await deploy(manifest, {options, log, signal}, progress)
    progress.enter('done')
    return 0
  } catch (error) {
    const reason = signal.aborted ? 'the agent was stopped meanwhile' : reasonOf(error)
    const during = (error instanceof DeployError ? error.during : undefined) ?? progress.current()
    report.phase({phase: 'failed', during, reason})
    return 1
  }
}

/** So that not all hosts ask for the archive at once. */
const waitAWhile = async (longestMs = 0, log: DeployLog, signal: AbortSignal): Promise<void> => {
  signal.throwIfAborted()
  const ms = Math.floor(Math.random() * longestMs)
  if (ms === 0) return
  log.line(`Sleeping ${ms / 1000}s`)
  await delay(ms, undefined, {signal})
}

const load = async (context: FetchContext, progress: Progress): Promise<Manifest> => {
  const {options, log, signal} = context
  progress.enter('fetching')
  log.line(`Loading manifest: ${hideUrlSecrets(options.url)}`)
  try {
    const {manifest, warnings} = await loadManifest(context)
    for (const warning of warnings) log.line(`warning: ${warning}`)
    return manifest
  } catch (error) {
    log.line(`load manifest failed: ${reasonOf(error)}`)
    const {failure = []} = (error instanceof ManifestError ? error.commands : undefined) ?? {}
    await runTellers(failure, {env: options.env, log, signal})
    throw error
  }
}

const deploy = async (manifest: Manifest, context: FetchContext, progress: Progress): Promise<void> => {
  const {options, log, signal} = context
  const {archive, commands} = manifest
  const running = await beginDeploy({
    stateFolder: options.stateFolder,
    dest: archive?.dest,
    url: hideUrlSecrets(options.url),
    id: options.id,
    phase: progress.current(),
  })
  const enter = async (phase: Phase): Promise<void> => {
    await running.enter(phase)
    progress.enter(phase)
  }
  const telling = {env: options.env, log, signal}
  try {
    log.line(`Executing manifest ${describe(manifest)}`)
    await execute(manifest, {...context, env: options.env, progress, running, enter})
    log.line('Deploy manifest succeeded.')
    await runTellers(commands.success, telling)
    log.line('Done')
  } catch (error) {
    log.line(`Deploy manifest failed: ${reasonOf(error)}`)
    await runTellers(commands.failure, telling)
    throw error
  } finally {
    await running.end().catch((error: unknown) => log.line(`warning: ${reasonOf(error)}`))
  }
}

const execute = async ({archive, commands}: Manifest, context: DeployContext): Promise<void> => {
  if (archive) return deployArchive(archive, commands, context)
  await context.enter('pre')
  await runCommands(commands.pre, context)
  await context.enter('post')
  await runCommands(commands.post, context)
}

const describe = ({archive, commands}: Manifest): string =>
  JSON.stringify({...(archive && {...archive, src: hideUrlSecrets(archive.src)}), commands})
