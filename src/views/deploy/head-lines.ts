import type {ConsulError} from '../../api/errors.ts'
import {countWaiting} from '../../state/deploy/host-rows.ts'
import {isLeft, isOfHistory, isTakenOver, type JobState} from '../../state/deploy/job.ts'
import {countWords, type JobLook, jobRow} from '../../state/deploy/job-rows.ts'
import {formatElapsed} from '../format.ts'
import {type Span, span} from '../span.ts'
import {wrapText} from '../wrap-text.ts'
import {courseLines} from './course-lines.ts'
import {jobBar} from './running-spans.ts'

type Line = readonly Span[]

const MOST_BAR = 24

/** How far a job is, and below it what stands in its way or has become of it: of that the most urgent, in `height` lines. */
export const headLines = (
  state: JobState,
  now: number,
  {width, height}: {readonly width: number; readonly height: number},
): readonly Line[] => {
  const total = totalSpans(state, now, Math.min(MOST_BAR, Math.floor(width / 4)))
  const {track, halt, choices} = courseLines(state)
  const trouble = troubles(state)
    .flatMap(text => wrapText(span(text).text, width))
    .map((text): Line => [span(text, 'bad')])
  const shown = new Set([total, ...halt, ...trouble, ...track, ...choices].slice(0, height))
  return [total, ...track, ...halt, ...choices, ...trouble].filter(line => shown.has(line))
}

const totalSpans = (state: JobState, now: number, bar: number): Line => {
  const row = jobRow(state)
  const dead = state.totals.dead > 0 ? [span(` · ${state.totals.dead} dead`, 'warn')] : []
  return [
    ...jobBar(row, bar),
    span(
      ` ${countWords(row, countWaiting(state, now))}`,
      row.failed > 0 ? 'bad' : row.look === 'done' ? 'good' : undefined,
      true,
    ),
    ...dead,
    span(`  ${timeWords(state, row.look, now)}`, 'dim'),
  ]
}

const timeWords = ({stage, info, endedAtMs}: JobState, look: JobLook, now: number): string => {
  if (info.startedAtMs === 0) return '' // nobody has written it down
  if (stage === 'running') return formatElapsed(Math.floor((now - info.startedAtMs) / 1_000) * 1_000)
  return endedAtMs === undefined ? look : `${look} after ${formatElapsed(endedAtMs - info.startedAtMs)}`
}

const troubles = (state: JobState): readonly string[] => {
  const {stage, doubt, trouble, unkept, link} = state
  return [
    ...endOf(state),
    ...(doubt
      ? [`Consul’s answer to the event was lost: only the hosts tell whether it went out. ${reasonOf(doubt)}`]
      : []),
    ...(trouble
      ? [
          `${stage === 'running' ? 'Its session is not renewed' : 'Its keys are still there'}: ${reasonOf(trouble)}`,
        ]
      : []),
    ...(unkept && !isTakenOver(state) ? [`It is not in the history: ${reasonOf(unkept)}`] : []),
    ...(link.state === 'retrying'
      ? [`The answers cannot be read, which is tried again: ${reasonOf(link.error)}`]
      : []),
    ...(link.state === 'stopped' ? [`The answers cannot be read: ${reasonOf(link.error)}`] : []),
  ]
}

const endOf = (state: JobState): readonly string[] => {
  if (state.stage === 'lost')
    return ['Its session ended before the hosts did: what they had not written by then is lost.']
  if (state.stage !== 'detached') return []
  if (!isLeft(state)) return ['Detached: what runs goes on to its end, unheard.']
  if (isTakenOver(state))
    return ['Somebody else goes on with this deploy. Open it from the list again to follow it.']
  const back = isOfHistory(state) ? 'O takes it over.' : 'Open it from the list again: there O takes it over.'
  return [`Let go of: no further wave begins by itself. ${back}`]
}

const reasonOf = ({shortMessage, nextStep}: ConsulError): string =>
  nextStep ? `${shortMessage}. ${nextStep}` : shortMessage
