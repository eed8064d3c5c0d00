import {dashboardFlagsOf} from '../../state/text/dashboard-flags.ts'

/** Flags as a number, and what a kv-dashboard would read in them. */
export const flagsText = (flags: bigint): string => {
  const meaning = dashboardFlagsOf(flags)
  if (!meaning) return String(flags)
  return `${flags} (${meaning.status}, ${new Date(meaning.time).toISOString().replace('T', ' ').slice(0, 19)} UTC)`
}

const LIMIT = 2n ** 64n

/** Digits of a uint64, or undefined. */
export const parseFlags = (text: string): bigint | undefined => {
  if (!/^\d{1,20}$/.test(text.trim())) return undefined
  const flags = BigInt(text.trim())
  return flags < LIMIT ? flags : undefined
}
