import {awaitWave} from './await-wave.ts'
import type {CourseContext} from './course-context.ts'
import {fireParts} from './fire-parts.ts'
import {criticalHalt} from './halts.ts'
import {passFreeze} from './pass-freeze.ts'
import {type PlannedPart, planParts} from './plan.ts'
import {settle} from './settle.ts'

/** Takes a rollout from the wave that it is in to its end. @throws an abort error once it is over before. */
export const runCourse = async (context: CourseContext): Promise<void> => {
  const {progress} = context
  const {waves, wave: first} = progress.snapshot()
  for (let wave = first; wave < waves.length; wave += 1) {
    const parts = untold(context, wave)
    if (parts.length > 0) {
      progress.enter(wave, 'waiting')
      await passFreeze(context)
      await fireParts(context, wave, parts)
    }
    await awaitWave(context, wave)
    await settleWave(context, wave)
    progress.enter(wave, 'done')
  }
}

/** The events that are still to be fired for a wave: all that was planned, or what is left where it was broken off. */
const untold = ({course, planned, progress}: CourseContext, wave: number): readonly PlannedPart[] => {
  const {waves, parts} = progress.snapshot()
  const own = parts.filter(part => part.wave === wave)
  if (own.length === 0) return planned(wave)
  const told = new Set(own.flatMap(({nodes}) => nodes))
  return planParts(course, waves[wave]?.nodes.filter(node => !told.has(node)) ?? [])
}

const settleWave = async (context: CourseContext, wave: number): Promise<void> => {
  const {client, clock, course, progress, signal} = context
  const {services, steadyMs} = course.terms
  if (services.length === 0) return
  progress.enter(wave, 'settling')
  const sick = await settle(
    {client, clock},
    {
      services,
      steadyMs,
      datacenter: course.datacenter,
      signal,
      onWait: waitsFor => {
        if (progress.snapshot().waitsFor !== waitsFor) progress.change({waitsFor})
      },
    },
  )
  if (sick === undefined) return
  await progress.halt(criticalHalt(sick, wave === progress.snapshot().waves.length - 1))
}
