import {Box} from 'ink'
import type {ReactNode} from 'react'
import type {LinkSummary} from '../../state/link.ts'
import {displayWidth} from '../../terminal/width.ts'
import {formatAge} from '../format.ts'
import {LineList} from '../line.tsx'
import {span} from '../span.ts'
import {useNow} from '../use-now.ts'
import {ROOMY} from './roomy.ts'

type Size = {readonly width: number; readonly height: number}
type Props = {readonly link: LinkSummary; readonly rows: number; readonly width: number}

/** What is wrong with the link, when it is tried again and what to do; the last has a row for itself if there are two. */
export const Banner = ({link, rows, width}: Props): ReactNode => {
  const now = useNow(rows > 0)
  const {what, next} = newsOf(link)
  const first = [what, whenOf(link, now)]
  const lines = rows > 1 ? [first, [next]] : [[...first, next]]
  const look = {tone: isStale(link) ? 'warn' : 'bad', bold: true, inverse: true} as const
  return (
    <Box flexDirection="column">
      <LineList
        lines={lines.map(parts => [{...span(` ${parts.filter(Boolean).join(' · ')} `), ...look}])}
        width={width}
      />
    </Box>
  )
}

/** How many rows the banner takes of a screen: none while all is well, and never another number because time goes by. */
export const bannerRows = (link: LinkSummary, {width, height}: Size): number => {
  if (!isTrouble(link)) return 0
  const {what, next} = newsOf(link)
  return next === undefined || height < ROOMY || displayWidth(what + next) + WIDEST_TIME <= width ? 1 : 2
}

/** Of `trying again in 120 s`, and of what stands around and between the parts. */
const WIDEST_TIME = 29

const isTrouble = ({state, leaderless}: LinkSummary): boolean =>
  leaderless || state === 'retrying' || state === 'stopped'

/** Once the agent itself fails, its error is the news: that no server led is what it said last. */
const isStale = ({leaderless, error}: LinkSummary): boolean =>
  leaderless && (error === undefined || error.kind === 'noLeader')

const newsOf = (link: LinkSummary): {readonly what: string; readonly next?: string | undefined} =>
  isStale(link)
    ? {what: 'No leader: these are stale reads', next: 'writes are refused until a leader is elected'}
    : {what: link.error?.shortMessage ?? 'The agent does not answer', next: link.error?.nextStep}

const whenOf = (link: LinkSummary, now: number): string | undefined => {
  const {retryAt, lastContactMs} = link
  if (isStale(link)) return lastContactMs === undefined ? undefined : `${formatAge(lastContactMs)} behind`
  return retryAt === undefined ? 'r tries again' : `trying again ${inSeconds(retryAt - now)}`
}

const inSeconds = (ms: number): string => {
  const seconds = Math.ceil(ms / 1_000)
  return seconds <= 0 ? 'now' : `in ${seconds} s`
}
