import {createStore} from 'zustand/vanilla'
import {firedAtOf} from '../../deploy/waves/fired-at.ts'
import type {Rollout} from '../../deploy/waves/rollout.ts'
import type {RolloutSnapshot} from '../../deploy/waves/snapshot.ts'
import {type Course, type DeployJob, isOpen, type JobInfo, type JobState} from './job.ts'

/** A deploy of this session as the screen follows it. */
export const rolloutJob = (rollout: Rollout, info: JobInfo, now: () => number): DeployJob => {
  const {board} = rollout
  const read = (before?: JobState): JobState => {
    const {hosts, totals, link, firedAtMs} = board.snapshot()
    const snapshot = rollout.snapshot()
    const {stage, trouble: unkept} = snapshot
    const endedAtMs = before?.endedAtMs ?? (isOpen({stage}) ? undefined : now())
    const keptAs = rollout.record()?.id
    return {
      info,
      stage,
      hosts,
      totals,
      link,
      course: courseOf(snapshot),
      firedAtMs,
      endedAtMs,
      unkept,
      keptAs,
    }
  }
  const store = createStore<JobState>(() => read())
  const update = (): void => store.setState(before => read(before), true)
  rollout.subscribe(update)
  board.subscribe(update)
  const {resume, retryFailed, stop, detach, ended} = rollout
  return {info, store, output: board.output, detach, controls: {resume, retryFailed, stop}, ended}
}

const courseOf = ({waves, wave, parts, waitsFor, halt}: RolloutSnapshot): Course => ({
  waves,
  wave,
  firedAt: firedAtOf(parts),
  waitsFor,
  halted: halt?.sentence,
  choices: halt?.choices ?? [],
})
