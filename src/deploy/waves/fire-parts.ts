import {isConsulError} from '../../api/errors.ts'
import type {EventFire} from '../../api/event.ts'
import {type Fired, fireOnce} from '../fire/fire-once.ts'
import type {CourseContext} from './course-context.ts'
import {doubtHalt, refusedHalt} from './halts.ts'
import {passFreeze} from './pass-freeze.ts'
import type {PlannedPart} from './plan.ts'

/** Fires the events of a wave, each once, and follows who answers them. */
export const fireParts = async (
  context: CourseContext,
  wave: number,
  parts: readonly PlannedPart[],
): Promise<void> => {
  const {clock, progress, follow} = context
  progress.enter(wave, 'firing')
  for (const planned of parts) {
    const firedAtMs = clock.now()
    const id = await fireUntilSent(context, planned)
    const part = {id, wave, nodes: planned.nodes, firedAtMs}
    follow(part)
    progress.add(part)
  }
}

const LOST = 'a trace of the event, since the answer was lost'

const fireUntilSent = async (context: CourseContext, {filters, nodes}: PlannedPart): Promise<string> => {
  const {client, clock, course, progress, settled, signal} = context
  const {event: name, url, datacenter, isForeign} = course
  const event: EventFire = {name, payload: Buffer.from(url), ...filters}
  for (;;) {
    await settled() // somebody else may have taken it over
    signal.throwIfAborted()
    try {
      const fired = await fireOnce(
        {client, clock, onDoubt: () => progress.change({waitsFor: LOST})},
        event,
        {datacenter, isForeign, nodes},
        signal,
      )
      const id = fired.kind === 'sent' ? fired.id : await resolveDoubt(context, fired)
      if (id !== undefined) return id
    } catch (error) {
      if (!isConsulError(error)) throw error
      await progress.halt(refusedHalt(error))
    }
    await passFreeze(context) // it may have come while somebody made up their mind
  }
}

/** Looks as often as it is told to; undefined where it is to be fired again. */
const resolveDoubt = async (
  {progress, signal}: CourseContext,
  {error, lookAgain}: Extract<Fired, {readonly kind: 'doubt'}>,
): Promise<string | undefined> => {
  for (;;) {
    if ((await progress.halt(doubtHalt(error))) === 'retryFailed') return undefined
    const id = await lookAgain(signal)
    if (id !== undefined) return id
  }
}
