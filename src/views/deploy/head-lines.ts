import {isPatient} from '../../state/deploy/host-rows.ts'
import {isLeft, isOpen, isRunning, type JobState} from '../../state/deploy/job.ts'
import {countWords, jobRow} from '../../state/deploy/job-rows.ts'
import {formatElapsed} from '../format.ts'
import {type Span, span} from '../span.ts'
import {courseLines} from './course-lines.ts'
import {jobBar} from './running-spans.ts'

type Line = readonly Span[]

const BAR = 24

/** How far a job is, and below it what stands in its way or has become of it. */
export const headLines = (state: JobState, now: number): readonly Line[] => [
  totalSpans(state, now),
  ...courseLines(state),
  ...troubles(state).map((text): Line => [span(text, 'bad')]),
]

const totalSpans = (state: JobState, now: number): Line => {
  const row = jobRow(state)
  const {endedAtMs, info} = state
  const until = isOpen(state) ? now : endedAtMs
  const took =
    until === undefined
      ? ''
      : formatElapsed(isOpen(state) ? wholeSeconds(until - info.startedAtMs) : until - info.startedAtMs)
  const dead = state.totals.dead > 0 ? [span(` · ${state.totals.dead} dead`, 'warn')] : []
  return [
    ...jobBar(row, BAR),
    span(
      ` ${countWords(row, isPatient(state, now) ? 'waiting' : 'silent')}`,
      row.failed > 0 ? 'bad' : row.look === 'done' ? 'good' : undefined,
      true,
    ),
    ...dead,
    span(isRunning(state) ? `  ${took}` : `  ${row.look}${took && ` after ${took}`}`, 'dim'),
  ]
}

const wholeSeconds = (ms: number): number => Math.floor(Math.max(0, ms) / 1_000) * 1_000

const troubles = (state: JobState): readonly string[] => {
  const {stage, doubt, trouble, unkept, link} = state
  return [
    ...(stage === 'lost'
      ? ['Its session ended before the hosts did: what they had not written by then is lost.']
      : []),
    ...(unkept === undefined
      ? []
      : [`It is not in the history: ${unkept.message}. ${unkept.nextStep ?? ''}`]),
    ...(stage === 'detached'
      ? [
          isLeft(state)
            ? 'Let go of: no further wave begins by itself. O takes it over, from the history.'
            : 'Detached: what runs goes on to its end, unheard.',
        ]
      : []),
    ...(doubt === undefined
      ? []
      : [
          `Consul's answer to the event was lost (${doubt.shortMessage}): whether it went out, only the hosts tell.`,
        ]),
    ...(trouble === undefined
      ? []
      : [
          `${stage === 'running' ? 'The session cannot be renewed' : 'Its keys could not be taken away'}: ${trouble.message}`,
        ]),
    ...(link.state === 'retrying'
      ? [`The answers cannot be read: ${link.error.message}; it is tried again.`]
      : []),
    ...(link.state === 'stopped'
      ? [`The answers cannot be read: ${link.error.message}. ${link.error.nextStep ?? ''}`]
      : []),
  ]
}
