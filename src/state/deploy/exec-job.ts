import {createStore} from 'zustand/vanilla'
import type {Exec} from '../../deploy/exec/exec.ts'
import type {ExecStage} from '../../deploy/exec/run.ts'
import type {DeployJob, JobInfo, JobStage, JobState} from './job.ts'

/** An exec as the screen follows it. */
export const execJob = (exec: Exec, info: JobInfo, now: () => number): DeployJob => {
  const read = (before?: JobState): JobState => {
    const {hosts, totals, link, firedAtMs} = exec.board.snapshot()
    const {stage, doubt, trouble} = exec.snapshot()
    const ended = before?.endedAtMs ?? (STAGES[stage] === 'running' ? undefined : now())
    return {info, stage: STAGES[stage], hosts, totals, link, firedAtMs, endedAtMs: ended, doubt, trouble}
  }
  const store = createStore<JobState>(() => read())
  const update = (): void => store.setState(before => read(before), true)
  exec.subscribe(update)
  exec.board.subscribe(update)
  return {info, store, output: exec.board.output, detach: exec.detach, ended: exec.ended}
}

/** An exec that has failed was never sent, and is no job. */
const STAGES: Readonly<Record<ExecStage, JobStage>> = {
  preparing: 'running',
  running: 'running',
  finished: 'finished',
  detached: 'detached',
  lost: 'lost',
  failed: 'lost',
}
