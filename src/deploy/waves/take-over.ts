import {systemClock} from '../../api/clock.ts'
import type {KeptRecord} from '../history/read.ts'
import type {DeployRecord} from '../history/record.ts'
import {judgeWave} from './await-wave.ts'
import {beginRollout} from './begin.ts'
import type {CourseContext} from './course-context.ts'
import {fireParts} from './fire-parts.ts'
import {leftHalt} from './halts.ts'
import {toBeToldAgain} from './judge.ts'
import {nextChange} from './next-change.ts'
import {planParts} from './plan.ts'
import type {Rollout} from './rollout.ts'
import type {RolloutDeps} from './start.ts'

/**
 * Goes on with a deploy that was left half-way, by whomever. It begins halted, with the cause `left`. `isForeign`: its
 * datacenter is not that of the asked agent.
 */
export const takeOver = (
  {client, clock = systemClock}: RolloutDeps,
  {record, index}: KeptRecord<DeployRecord>,
  {isForeign}: {readonly isForeign: boolean},
): Rollout => {
  const {event, url, filters, terms, datacenter, waves, wave, parts} = record
  const course = {event, url, filters, terms, datacenter, isForeign}
  return beginRollout({
    client,
    clock,
    head: {...record, course},
    waves,
    planned: place => planParts(course, waves[place]?.nodes ?? []),
    freezeIndex: undefined,
    left: {wave, parts, index, ask: context => askHowToGoOn(context, record)},
  })
}

/** A moment for the hosts to be heard. */
const HEAR_MS = 5_000

const askHowToGoOn = async (context: CourseContext, {by}: DeployRecord): Promise<void> => {
  const {board, clock, course, progress, signal, waived} = context
  const {waves, wave} = progress.snapshot()
  const deadline = clock.now() + HEAR_MS
  while (board.snapshot().link.state === 'connecting' && clock.now() < deadline && !signal.aborted)
    await nextChange(board.subscribe, {clock, ms: deadline - clock.now(), signal})
  const isLast = wave === waves.length - 1
  const choice = await progress.halt(leftHalt(judgeWave(context, wave), {by, isLast}))
  const now = judgeWave(context, wave)
  if (choice === 'retryFailed') await fireParts(context, wave, planParts(course, toBeToldAgain(now)))
  else for (const node of [...now.failed, ...now.silent]) waived.add(node)
}
