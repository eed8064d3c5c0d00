import type {DnsAnswer} from '../../api/dns/ask.ts'
import type {Missing} from './missing.ts'

/** What an explanation comes down to; a closed list, part of what `--json` promises. */
export type Cause =
  | 'answered'
  | 'partial'
  | 'truncated'
  | 'noneHealthy'
  | 'hiddenByAcl'
  | 'noSuchTag'
  | 'wrongType'
  | 'noSuchService'
  | 'noSuchNode'
  | 'noSuchQuery'
  | 'wrongDatacenter'
  | 'wrongDomain'
  | 'noSuchForm'
  | 'notAskable'
  | 'noSuchAddress'
  | 'refused'
  | 'serverFailure'
  | 'noAnswer'
  | 'unexplained'

/** Why a client gets what it gets. */
export type Explanation = {
  readonly cause: Cause
  /** A sentence or two. */
  readonly verdict: string
  /** One entry for each instance that the client is not given. */
  readonly missing: readonly Missing[]
  /** What else is to be known, a sentence each. */
  readonly notes: readonly string[]
  /** Where the name asks for instances: how many of them the client is given. */
  readonly instances?: {readonly answered: number; readonly registered: number}
}

/** Before the notes that every explanation has. */
export type Finding = Pick<Explanation, 'cause' | 'verdict'> & Partial<Explanation>

/** How a sentence begins that says why there is nothing. */
export const because = ({message}: DnsAnswer): string =>
  message.rcode === 'NXDOMAIN' ? 'NXDOMAIN because' : 'No records because'

/** `(is it web, or webhook?)`, or nothing. */
export const didYouMean = (names: readonly string[]): string =>
  names.length === 0 ? '' : ` (is it ${names.join(', or ')}?)`

/** A name in a sentence, without the dot that would end it. */
export const bare = (name: string): string => name.replace(/(.)\.$/, '$1')

export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`
