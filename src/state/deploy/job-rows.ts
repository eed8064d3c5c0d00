import type {PastJob} from '../../deploy/history/list.ts'
import type {JobInfo, JobStage, JobState} from './job.ts'
import {pastInfo} from './past-job.ts'

/** How a job is doing, in one word; `unknown` before its board is read, where nobody has written it down. */
export type JobLook = Exclude<JobStage, 'finished'> | 'done' | 'failed' | 'silent' | 'unknown'

/** A row of the list of jobs. */
export type JobRow = {
  readonly info: JobInfo
  readonly look: JobLook
  /** All who must answer, those of later waves too, and all who did. */
  readonly expected: number
  readonly done: number
  readonly failed: number
  readonly silent: number
  readonly running: number
}

export const jobRow = (state: JobState): JobRow => {
  const {info, stage, totals, course} = state
  const {hosts, dead, done, failed, silent, acked, running} = totals
  const planned = course?.waves.reduce((sum, {nodes}) => sum + nodes.length, 0) ?? 0
  return {
    info,
    look: lookOf(stage, totals),
    expected: Math.max(planned, hosts - dead),
    done,
    failed,
    silent,
    running: acked + running,
  }
}

const lookOf = (
  stage: JobStage,
  {failed, silent}: {readonly failed: number; readonly silent: number},
): JobLook => {
  if (stage !== 'finished') return stage
  if (failed > 0) return 'failed'
  return silent > 0 ? 'silent' : 'done'
}

/** Of a job of the history; one without a record is whatever its board will say. */
export const pastRow = (past: PastJob): JobRow => {
  const info = pastInfo(past)
  const {record} = past
  if (record === undefined)
    return {info, look: 'unknown', expected: 0, done: 0, failed: 0, silent: 0, running: 0}
  const {outcome, expected, stage} = record
  const {done, failed, silent, running} = outcome
  // Hosts that nobody expected answer as well.
  const all = Math.max(expected.length, done + failed + silent + running)
  return {info, look: lookOf(stage, outcome), ...outcome, expected: all}
}

/**
 * `31 of 48 done · 2 failed · 1 silent · 14 running`; what is none is left out. `waiting` are those of the silent that are
 * waited for: while it runs all, unless whoever asks knows it better.
 */
export const countWords = (
  {look, expected, done, failed, silent, running}: JobRow,
  waiting = look === 'running' ? silent : 0,
): string => {
  const parts = [
    [failed, 'failed'],
    [silent - waiting, 'silent'],
    [waiting, 'waiting'],
    [running, look === 'detached' || look === 'lost' ? 'unheard' : 'running'],
  ] as const
  return [
    `${done} of ${expected} done`,
    ...parts.flatMap(([amount, word]) => (amount > 0 ? [`${amount} ${word}`] : [])),
  ].join(' · ')
}
