import {systemClock} from '../../api/clock.ts'
import type {KeptRecord} from '../history/read.ts'
import type {DeployRecord} from '../history/record.ts'
import {judgeWave} from './await-wave.ts'
import {beginRollout} from './begin.ts'
import type {CourseContext} from './course-context.ts'
import {fireParts} from './fire-parts.ts'
import {leftHalt} from './halts.ts'
import {untilHeard} from './hearing.ts'
import {toBeToldAgain} from './judge.ts'
import {passFreeze} from './pass-freeze.ts'
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

/** Who has answered meanwhile must not be told again, so nothing is judged before Consul is heard. */
const askHowToGoOn = async (context: CourseContext, {by}: DeployRecord): Promise<void> => {
  const {course, progress, waived} = context
  const {waves, wave} = progress.snapshot()
  const isLast = wave === waves.length - 1
  await untilHeard(context)
  const choice = await progress.halt(leftHalt(judgeWave(context, wave), {by, isLast}))
  if (choice === 'retryFailed') await passFreeze(context)
  await untilHeard(context)
  const now = judgeWave(context, wave)
  if (choice === 'retryFailed') await fireParts(context, wave, planParts(course, toBeToldAgain(now)))
  else for (const node of [...now.failed, ...now.silent]) waived.add(node)
}
