import type {JobInfo, JobState} from './job.ts'

/** How a job is doing, in one word. */
export type JobLook = 'running' | 'done' | 'failed' | 'silent' | 'detached' | 'lost'

/** A row of the list of jobs. */
export type JobRow = {
  readonly info: JobInfo
  readonly look: JobLook
  /** All who must answer, and all who did. */
  readonly expected: number
  readonly done: number
  readonly failed: number
  readonly silent: number
  readonly running: number
  readonly endedAtMs: number | undefined
}

export const jobRow = (state: JobState): JobRow => {
  const {info, totals, endedAtMs} = state
  const {hosts, dead, done, failed, silent, acked, running} = totals
  return {
    info,
    look: jobLook(state),
    expected: hosts - dead,
    done,
    failed,
    silent,
    running: acked + running,
    endedAtMs,
  }
}

const jobLook = ({stage, totals: {failed, silent}}: JobState): JobLook => {
  if (stage !== 'finished') return stage
  if (failed > 0) return 'failed'
  return silent > 0 ? 'silent' : 'done'
}

/**
 * `31 of 48 done · 2 failed · 1 silent · 14 running`; what is none is left out. While it runs those that have not answered
 * are waited for, unless whoever asks knows that it has taken long.
 */
export const countWords = (
  {look, expected, done, failed, silent, running}: JobRow,
  silentWord = look === 'running' ? 'waiting' : 'silent',
): string => {
  const parts = [
    [failed, 'failed'],
    [silent, silentWord],
    [running, look === 'running' ? 'running' : 'unheard'],
  ] as const
  return [
    `${done} of ${expected} done`,
    ...parts.flatMap(([amount, word]) => (amount > 0 ? [`${amount} ${word}`] : [])),
  ].join(' · ')
}
