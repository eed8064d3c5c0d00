import {type DnsServer, parseDnsServer} from '../../api/dns/server-address.ts'
import {isConsulError} from '../../api/errors.ts'

/** How to probe. Without servers those that a lookup would ask. */
export type ProbePlan = {
  readonly perSecond: number
  readonly seconds: number
  readonly servers?: readonly DnsServer[]
}

export const USUAL_PROBE = '20 10'

/** An agent answers some ten thousand a second; this is a probe, not a load test. */
const FASTEST = 1_000
const LONGEST_S = 3_600

/** Reads `RATE [SECONDS [SERVER,…]]`; where that cannot be, why not. */
export const parseProbe = (text: string): ProbePlan | {readonly problem: string} => {
  const [rate = '', time = '10', addresses, ...rest] = text.trim().split(/\s+/)
  const [perSecond, seconds] = [Number(rate), Number(time)]
  if (rest.length > 0) return {problem: 'servers stand with commas and no blanks between them'}
  if (!(perSecond > 0 && perSecond <= FASTEST)) {
    return {problem: `a rate is a number of queries a second, ${FASTEST} at the most`}
  }
  if (!(seconds > 0 && seconds <= LONGEST_S)) {
    return {problem: `how long is a number of seconds, ${LONGEST_S} at the most`}
  }
  if (perSecond * seconds < 1) return {problem: 'that is not even one query'}
  if (addresses === undefined) return {perSecond, seconds}
  try {
    return {perSecond, seconds, servers: addresses.split(',').map(parseDnsServer)}
  } catch (error) {
    if (!isConsulError(error)) throw error
    return {problem: `${error.shortMessage}: ${error.nextStep}`}
  }
}
