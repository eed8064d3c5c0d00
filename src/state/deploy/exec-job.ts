import {createStore} from 'zustand/vanilla'
import {type ConsulError, isConsulError} from '../../api/errors.ts'
import type {Exec} from '../../deploy/exec/exec.ts'
import type {ExecStage} from '../../deploy/exec/run.ts'
import type {DeployJob, JobInfo, JobStage, JobState} from './job.ts'

export type ExecJobParts = {
  readonly info: JobInfo
  readonly now: () => number
  /** Writes it into the history. @throws ConsulError */
  readonly keep: () => Promise<void>
}

/** An exec as the screen follows it; once it has ended it is kept in the history. */
export const execJob = (exec: Exec, {info, now, keep}: ExecJobParts): DeployJob => {
  let unkept: ConsulError | undefined
  const read = (before?: JobState): JobState => {
    const {hosts, totals, link, firedAtMs} = exec.board.snapshot()
    const {stage: its, doubt, trouble} = exec.snapshot()
    const stage = STAGES[its]
    const endedAtMs = before?.endedAtMs ?? (stage === 'running' ? undefined : now())
    return {info, stage, hosts, totals, link, firedAtMs, endedAtMs, doubt, trouble, unkept, keptAs: info.id}
  }
  const store = createStore<JobState>(() => read())
  const update = (): void => store.setState(before => read(before), true)
  exec.subscribe(update)
  exec.board.subscribe(update)
  const ended = exec.ended.then(keep).catch((error: unknown) => {
    if (!isConsulError(error)) throw error
    unkept = error
    update()
  })
  return {info, store, output: exec.board.output, detach: exec.detach, ended}
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
