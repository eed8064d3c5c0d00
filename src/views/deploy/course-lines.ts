import type {WaveStage} from '../../deploy/waves/snapshot.ts'
import {formatWaves} from '../../state/deploy/deploy-text.ts'
import type {JobState} from '../../state/deploy/job.ts'
import {type Span, span} from '../span.ts'
import type {Tone} from '../theme.ts'

type Line = readonly Span[]

const STAGES: Readonly<Record<WaveStage, {readonly glyph: string; readonly tone: Tone}>> = {
  waiting: {glyph: '·', tone: 'dim'},
  firing: {glyph: '▷', tone: 'accent'},
  running: {glyph: '▶', tone: 'accent'},
  settling: {glyph: '◆', tone: 'accent'},
  done: {glyph: '✔', tone: 'good'},
}

const KEYS = {resume: 'R', retryFailed: 'T', stop: 'X'} as const

/** Of a deploy: its waves and what it waits for, and where it is halted, why and what may be done. */
type CourseLines = {
  readonly track: readonly Line[]
  readonly halt: readonly Line[]
  readonly choices: readonly Line[]
}

const NONE: CourseLines = {track: [], halt: [], choices: []}

export const courseLines = ({course, stage}: JobState): CourseLines => {
  if (course === undefined) return NONE
  const {waves, waitsFor, halted, choices} = course
  const now = waitsFor === undefined ? [] : [span(`  waits: ${waitsFor}`, 'accent')]
  const stop = stage === 'running' ? [span(`  ${KEYS.stop} stops`, 'dim')] : []
  const track = waves.length > 1 || now.length > 0 ? [[...waveSpans(course), ...now, ...stop]] : []
  if (stage !== 'halted') return {...NONE, track}
  return {
    track,
    halt: [[{...span(' HALTED ', 'bad', true), inverse: true}, span(` ${halted ?? ''}`, 'bad')]],
    choices: choices.map(
      ({choice, meaning}): Line => [span(`  ${KEYS[choice]} `, 'accent', true), span(meaning)],
    ),
  }
}

/** `Waves  ✔ 1  ▶ 25% (12)  · all (36)`: how many hosts each tells. */
const waveSpans = ({waves, wave: current}: NonNullable<JobState['course']>): Line => [
  span('Waves', 'dim'),
  ...waves.map((wave, place) => {
    const {glyph, tone} = STAGES[wave.stage]
    const size = formatWaves([wave])
    const hosts = String(wave.nodes.length)
    return span(`  ${glyph} ${size === hosts ? size : `${size} (${hosts})`}`, tone, place === current)
  }),
]
