import {isConsulError} from '../../api/errors.ts'
import {type Freeze, readFreeze} from '../fire/freeze.ts'
import type {CourseContext} from './course-context.ts'
import {freezeUnknownHalt, frozenHalt} from './halts.ts'

/** Halts for as long as deploys are frozen, but not for the freeze that was waved through. */
export const passFreeze = async (context: CourseContext): Promise<void> => {
  const {progress, freezeIndex} = context
  for (;;) {
    const freeze = await lookForFreeze(context)
    if (freeze === undefined || freeze.index === freezeIndex) return
    await progress.halt(frozenHalt(freeze.reason))
  }
}

/** Who may not read the key does not know of a freeze; the pre-flight has said so. */
const lookForFreeze = async (context: CourseContext): Promise<Freeze | undefined> => {
  const {client, course, progress, signal} = context
  for (;;) {
    try {
      return await readFreeze(client, {datacenter: course.datacenter, signal})
    } catch (error) {
      if (!isConsulError(error)) throw error
      if (error.kind === 'forbidden') return undefined
      await progress.halt(freezeUnknownHalt(error))
    }
  }
}
