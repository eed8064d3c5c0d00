import {STDIN_FORMS, type StdinForm, usualForm} from '../../agent/command/standard-input.ts'
import {ConfigError, type Flags} from '../../config.ts'
import {parseBytes, parseCount, parseDuration} from './quantities.ts'

/** The flags of `lictor agent`, as commander has them. */
export type AgentFlags = Pick<Flags, 'readOnly' | 'datacenter'> & {
  readonly timeout?: string
  readonly retry?: string
  readonly retryWait?: string
  readonly randomDelay?: string
  readonly maxBandWidth?: string
  readonly verifyKey?: string
  readonly dashboard?: string | true
  readonly stdin?: string
  readonly maxOutput?: string
  readonly maxAge?: string
  readonly stopAfter?: string
  readonly node?: string
  readonly stateDir?: string
  readonly once?: boolean
}

/** How events are run: by a command, or as a manifest of Stretcher. Times are in milliseconds. */
export type Work =
  | {readonly kind: 'command'; readonly command: readonly [string, ...string[]]; readonly stdin: StdinForm}
  | {
      readonly kind: 'manifest'
      readonly verifyKeyFile?: string | undefined
      readonly timeoutMs?: number | undefined
      readonly retry?: number | undefined
      readonly retryWaitMs?: number | undefined
      /** Bytes a second. */
      readonly maxBandwidth?: number | undefined
    }

export type AgentRequest = {
  readonly events: readonly string[]
  readonly work: Work
  readonly randomDelayMs: number
  readonly maxOutput: number
  readonly maxAgeMs: number
  readonly stopAfterMs: number
  readonly dashboard?: string | true | undefined
  readonly node?: string | undefined
  readonly stateDir?: string | undefined
  /** The events are on standard input. */
  readonly once: boolean
}

/** Of operands: what stands before `--`, and the command behind it. */
export type Operands = {readonly events: readonly string[]; readonly command: readonly string[] | undefined}

/** @throws ConfigError */
export const readRequest = ({events, command}: Operands, flags: AgentFlags): AgentRequest => {
  checkEvents(events)
  checkConnection(flags)
  return {
    events: [...new Set(events)],
    work: command === undefined ? manifestWork(flags) : commandWork(command, flags),
    randomDelayMs: parseDuration('--random-delay', flags.randomDelay ?? '0'),
    maxOutput: parseBytes('--max-output', flags.maxOutput ?? '256KiB'),
    maxAgeMs: parseDuration('--max-age', flags.maxAge ?? '15m'),
    stopAfterMs: parseDuration('--stop-after', flags.stopAfter ?? '1m'),
    dashboard: checkCategory(flags.dashboard),
    node: flags.node,
    stateDir: flags.stateDir,
    once: flags.once ?? false,
  }
}

const checkEvents = (events: readonly string[]): void => {
  if (events.length === 0) throw new ConfigError('agent needs the name of an event: lictor agent deploy')
  for (const name of events) {
    if (name === '' || name.startsWith('_'))
      throw new ConfigError(
        `${name || 'the empty name'} is no event of yours: names with _ before them are Consul’s own`,
      )
  }
}

/** An agent hears what the asked agent of Consul hears, and must be able to answer. */
const checkConnection = ({readOnly, datacenter}: AgentFlags): void => {
  if (readOnly)
    throw new ConfigError('--read-only is not for lictor agent: it has to write its acknowledgements')
  if (datacenter !== undefined)
    throw new ConfigError(
      '--datacenter is not for lictor agent: events stay in the datacenter of the asked agent',
    )
}

/** A key's segment, and part of a shell's line in hooks. @throws ConfigError */
export const checkCategory = <T extends string | true | undefined>(category: T): T => {
  if (typeof category !== 'string' || /^[\w.-]+$/.test(category)) return category
  throw new ConfigError(`${category} cannot be a category: letters, digits, _ . and - only`)
}

/** The name of an event may hold anything. */
export const asCategory = (event: string): string => event.replaceAll(/[^\w.-]/g, '_')

const manifestWork = (flags: AgentFlags): Work => {
  if (flags.stdin !== undefined)
    throw new ConfigError('--stdin is for a command: lictor agent deploy -- COMMAND')
  const duration = (flag: string, text: string | undefined) =>
    text === undefined ? undefined : parseDuration(flag, text)
  return {
    kind: 'manifest',
    verifyKeyFile: flags.verifyKey,
    timeoutMs: duration('--timeout', flags.timeout),
    retry: flags.retry === undefined ? undefined : parseCount('--retry', flags.retry),
    retryWaitMs: duration('--retry-wait', flags.retryWait),
    maxBandwidth:
      flags.maxBandWidth === undefined ? undefined : parseBytes('--max-band-width', flags.maxBandWidth),
  }
}

const commandWork = (command: readonly string[], flags: AgentFlags): Work => {
  const [program, ...args] = command
  if (program === undefined) throw new ConfigError('there is no command after --')
  const {timeout, retry, retryWait, maxBandWidth, verifyKey} = flags
  if ([timeout, retry, retryWait, maxBandWidth, verifyKey].some(flag => flag !== undefined)) {
    throw new ConfigError(
      '--timeout, --retry, --retry-wait, --max-band-width and --verify-key are for manifests that lictor runs itself: a command takes its own flags, after its name',
    )
  }
  return {
    kind: 'command',
    command: [program, ...args],
    stdin: flags.stdin === undefined ? usualForm(program) : formOf(flags.stdin),
  }
}

const formOf = (text: string): StdinForm => {
  const form = STDIN_FORMS.find(name => name === text)
  if (form === undefined) throw new ConfigError(`--stdin takes ${STDIN_FORMS.join(' or ')}, not ${text}`)
  return form
}
