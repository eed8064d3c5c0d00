import type {ReactNode} from 'react'
import type {LinkSummary} from '../../state/link.ts'
import {formatAge} from '../format.ts'
import {Line} from '../line.tsx'
import {cutSpans, span} from '../span.ts'
import {useNow} from '../use-now.ts'

/** What is wrong with the link and when it is tried again; one line, only while something is. */
export const Banner = ({link, width}: {readonly link: LinkSummary; readonly width: number}): ReactNode => {
  const now = useNow(hasBanner(link))
  const text = bannerText(link, now)
  return (
    <Line
      spans={cutSpans([{...span(` ${text} `, isStale(link) ? 'warn' : 'bad', true), inverse: true}], width)}
    />
  )
}

export const hasBanner = ({state, leaderless}: LinkSummary): boolean =>
  leaderless || state === 'retrying' || state === 'stopped'

/** Once the agent itself fails, its error is the news: that no server led is what it said last. */
const isStale = ({leaderless, error}: LinkSummary): boolean =>
  leaderless && (error === undefined || error.kind === 'noLeader')

const bannerText = (link: LinkSummary, now: number): string => {
  const {error, retryAt, lastContactMs} = link
  if (isStale(link)) {
    const age = lastContactMs === undefined ? '' : `, ${formatAge(lastContactMs)} behind`
    return `No leader: these are stale reads${age}. Writes are refused until a leader is elected.`
  }
  const again = retryAt === undefined ? 'r tries again' : `trying again ${inSeconds(retryAt - now)}`
  return `${error?.shortMessage ?? 'The agent does not answer'} · ${again}${error?.nextStep ? ` · ${error.nextStep}` : ''}`
}

const inSeconds = (ms: number): string => {
  const seconds = Math.ceil(ms / 1_000)
  return seconds <= 0 ? 'now' : `in ${seconds} s`
}
