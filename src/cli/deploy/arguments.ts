import {type Config, ConfigError} from '../../config.ts'
import type {TargetFilters} from '../../deploy/targets/filters.ts'
import {type DeployRequest, USUAL_TERMS, USUAL_WAVES} from '../../deploy/waves/request.ts'
import {parseWaves, type WaveSize} from '../../deploy/waves/sizes.ts'
import {refusalOf} from '../../state/refusal.ts'
import {parseDuration} from '../agent/quantities.ts'

/** The flags of `lictor deploy`, as commander has them. */
export type DeployFlags = TargetFilters & {
  readonly wave?: string
  readonly watchServices?: string
  readonly steady?: string
  readonly answerWithin?: string
  readonly endWithin?: string
  readonly category?: string
  readonly dryRun?: boolean
  readonly yes?: boolean
  readonly resume?: string
  readonly retry?: boolean
  readonly json?: boolean
}

/** A new deploy, or one that goes on. */
export type DeployAim =
  | {readonly kind: 'new'; readonly request: DeployRequest; readonly dryRun: boolean}
  | {readonly kind: 'resume'; readonly id: string; readonly retry: boolean}

export type DeployCommand = {
  readonly config: Config
  readonly aim: DeployAim
  /** No questions: what is found is waved through. */
  readonly yes: boolean
  readonly json: boolean
}

type Operands = {readonly event: string | undefined; readonly url: string | undefined}

/** @throws ConfigError */
export const readDeployCommand = (
  {event, url}: Operands,
  flags: DeployFlags,
  config: Config,
): DeployCommand => {
  const {yes = false, json = false, resume, retry = false} = flags
  if (resume !== undefined) {
    checkAsBegun(event, flags)
    return {config, yes, json, aim: {kind: 'resume', id: resume, retry}}
  }
  if (retry) throw new ConfigError('--retry is for --resume: lictor deploy --resume ID --retry')
  if (!event || !url)
    throw new ConfigError(
      'deploy needs an event and the URL of a manifest: lictor deploy deploy https://example.com/app.yml',
    )
  if (event.startsWith('_'))
    throw new ConfigError(`${event} is no event of yours: names with _ before them are Consul’s own`)
  const request = requestOf(event, url, flags, config)
  return {config, yes, json, aim: {kind: 'new', request, dryRun: flags.dryRun ?? false}}
}

/** What is settled when a deploy is begun, and stays as its record has it. */
const SETTLED: Readonly<Record<Exclude<keyof DeployFlags, 'resume' | 'retry' | 'yes' | 'json'>, string>> = {
  dryRun: '--dry-run',
  node: '--node',
  service: '--service',
  tag: '--tag',
  wave: '--wave',
  watchServices: '--watch-services',
  steady: '--steady',
  answerWithin: '--answer-within',
  endWithin: '--end-within',
  category: '--category',
}

const checkAsBegun = (event: string | undefined, flags: DeployFlags): void => {
  const settled = Object.entries(SETTLED).find(([name]) => name in flags)
  const unwanted = event === undefined ? settled?.[1] : 'event and no URL'
  if (unwanted === undefined) return
  throw new ConfigError(
    `--resume goes on with a deploy as it was begun: it takes no ${unwanted}, only --retry, --yes and --json`,
  )
}

const requestOf = (event: string, url: string, flags: DeployFlags, config: Config): DeployRequest => {
  const {node, service, tag, wave, watchServices, category} = flags
  const duration = (flag: string, text: string | undefined, usual: number): number =>
    text === undefined ? usual : parseDuration(flag, text)
  return {
    event,
    url,
    filters: {node, service, tag},
    datacenter: config.datacenter,
    waves: wave === undefined ? USUAL_WAVES : wavesOf(wave),
    terms: {
      services: (watchServices ?? '')
        .split(',')
        .map(name => name.trim())
        .filter(name => name !== ''),
      steadyMs: duration('--steady', flags.steady, USUAL_TERMS.steadyMs),
      answerWithinMs: duration('--answer-within', flags.answerWithin, USUAL_TERMS.answerWithinMs),
      endWithinMs: duration('--end-within', flags.endWithin, USUAL_TERMS.endWithinMs),
    },
    category,
  }
}

const wavesOf = (text: string): readonly WaveSize[] => {
  try {
    return parseWaves(text)
  } catch (error) {
    throw new ConfigError(`--wave: ${refusalOf(error).sentence}`)
  }
}
