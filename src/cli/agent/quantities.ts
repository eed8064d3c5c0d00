import {ConfigError} from '../../config.ts'

const UNITS_MS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
}

/** What a timer counts to: 24 days. */
const LONGEST_MS = 2 ** 31 - 1

/** A duration as Go writes it (`1m30s`, `500ms`), or a number of seconds; in milliseconds. @throws ConfigError */
export const parseDuration = (flag: string, text: string): number => {
  const ms = readDuration(flag, text)
  if (ms <= LONGEST_MS) return ms
  throw new ConfigError(`${flag} takes 24 days at the most, not ${text}`)
}

const readDuration = (flag: string, text: string): number => {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1_000
  if (!/^(\d+(\.\d*)?(ns|us|ms|s|m|h))+$/.test(text)) {
    throw new ConfigError(`${flag} takes a duration, such as 30s, 1m30s or a number of seconds, not ${text}`)
  }
  return [...text.matchAll(/([\d.]+)(\D+)/g)].reduce(
    (sum, [, amount, unit = '']) => sum + Number(amount) * (UNITS_MS[unit] ?? 0),
    0,
  )
}

const PREFIXES = 'kmgt'

/** A number of bytes as people write it: `10MB` is ten million, `10MiB` what memory is counted in. @throws ConfigError */
export const parseBytes = (flag: string, text: string): number => {
  const [, amount, prefix = '', binary] = /^(\d+(?:\.\d+)?) *(?:([kmgt])(i)?)?b?$/i.exec(text) ?? []
  const base = binary === undefined ? 1_000 : 1_024
  const bytes = Math.floor(
    Number(amount) * base ** (prefix === '' ? 0 : PREFIXES.indexOf(prefix.toLowerCase()) + 1),
  )
  if (bytes > 0) return bytes
  throw new ConfigError(`${flag} takes a number of bytes, such as 500KB, 10MB or 1MiB, not ${text}`)
}

/** @throws ConfigError */
export const parseCount = (flag: string, text: string): number => {
  if (/^\d{1,6}$/.test(text)) return Number(text)
  throw new ConfigError(`${flag} takes a whole number, not ${text}`)
}
