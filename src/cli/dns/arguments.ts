import {type Config, ConfigError} from '../../config.ts'
import {findType, TYPE_NAMES, usualType} from '../../state/dns/question-type.ts'

export type DnsFlags = {
  readonly explain?: boolean
  readonly json?: boolean
  /** Queries a second. */
  readonly probe?: number
  /** Seconds. */
  readonly for?: number
}

export type DnsRequest = {
  readonly config: Config
  readonly name: string
  readonly type: ReturnType<typeof usualType>
  readonly flags: DnsFlags
}

/** The type that is asked for, or the one that the name suggests. @throws ConfigError */
export const parseType = (name: string, type: string | undefined): ReturnType<typeof usualType> => {
  const found = type === undefined ? usualType(name) : findType(type)
  if (found) return found
  throw new ConfigError(`there is no type called ${type} here: ${TYPE_NAMES.join(', ')}`)
}

/** What would be taken and have no effect. @throws ConfigError */
export const checkProbe = ({explain, probe, for: seconds = Number.POSITIVE_INFINITY}: DnsFlags): void => {
  if (probe === undefined) {
    if (Number.isFinite(seconds))
      throw new ConfigError('--for says how long to probe: give --probe N with it')
    return
  }
  if (explain) throw new ConfigError('--explain is for a single answer: ask for it without --probe')
  if (probe * seconds < 1)
    throw new ConfigError(`--probe ${probe} --for ${seconds} is not even one query: probe faster, or longer`)
}

const FASTEST = 1_000

export const parseRate = (text: string): number => {
  const rate = Number(text)
  if (rate > 0 && rate <= FASTEST) return rate
  throw new ConfigError(`--probe takes a number of queries a second, ${FASTEST} at the most, not ${text}`)
}

export const parseSeconds = (text: string): number => {
  const seconds = Number(text)
  if (seconds > 0) return seconds
  throw new ConfigError(`--for takes a number of seconds, not ${text}`)
}
