import type {Host} from '../board/host.ts'
import {countHosts} from '../name-list.ts'
import type {CourseContext} from './course-context.ts'
import {fireParts} from './fire-parts.ts'
import {firedAtOf} from './fired-at.ts'
import {unwellHalt} from './halts.ts'
import {cannotHear, tellWait, untilHeard} from './hearing.ts'
import {judge, toBeToldAgain, type Verdict} from './judge.ts'
import {nextChange} from './next-change.ts'
import {passFreeze} from './pass-freeze.ts'
import {planParts} from './plan.ts'

/** How the hosts of a wave stand now; those that nobody has counted on belong to each. */
export const judgeWave = (context: CourseContext, wave: number): Verdict => {
  const {board, clock, course, progress, waived, heardSinceMs} = context
  const {waves, parts} = progress.snapshot()
  const own = new Set(waves[wave]?.nodes)
  const planned = new Set(waves.flatMap(({nodes}) => nodes))
  const firedAt = firedAtOf(parts)
  const lastMs = parts.at(-1)?.firedAtMs
  const isOwn = ({node, state}: Host): boolean => own.has(node) || (!planned.has(node) && state !== 'dead')
  return judge(board.snapshot().hosts.filter(isOwn), {
    ...course.terms,
    firedAt: node => firedAt.get(node) ?? lastMs,
    heardSinceMs: heardSinceMs(),
    waived,
    now: clock.now(),
  })
}

/** Waits until each host of the wave has ended well, or was waved through. */
export const awaitWave = async (context: CourseContext, wave: number): Promise<void> => {
  const {board, clock, course, progress, waived, signal} = context
  const isLast = wave === progress.snapshot().waves.length - 1
  progress.enter(wave, 'running')
  for (;;) {
    signal.throwIfAborted()
    const verdict = judgeWave(context, wave)
    const {failed, silent, open} = verdict
    const isDeaf = silent.length > 0 && cannotHear(context)
    if (open.length > 0 || isDeaf || isTooEarly(context, wave)) {
      tellWait(context, isDeaf ? 'Consul to be heard again' : endWords(verdict))
      await nextChange(board.subscribe, {clock, ms: waitMs(verdict, clock.now()), signal})
      continue
    }
    if (failed.length + silent.length === 0) return
    const choice = await progress.halt(unwellHalt(verdict, isLast))
    if (choice === 'retryFailed') await passFreeze(context)
    await untilHeard(context)
    const now = judgeWave(context, wave)
    if (choice === 'resume') {
      for (const node of [...now.failed, ...now.silent]) waived.add(node)
      return
    }
    await fireParts(context, wave, planParts(course, toBeToldAgain(now)))
    progress.enter(wave, 'running')
  }
}

/** Where nobody was counted on, somebody may come all the same. */
const isTooEarly = ({clock, course, progress, heardSinceMs}: CourseContext, wave: number): boolean => {
  const {waves, parts} = progress.snapshot()
  const sinceMs = Math.max(parts.at(-1)?.firedAtMs ?? 0, heardSinceMs())
  return waves[wave]?.nodes.length === 0 && clock.now() < sinceMs + course.terms.answerWithinMs
}

const LONGEST_MS = 1_000

const waitMs = ({dueAtMs}: Verdict, now: number): number => Math.max(1, Math.min(LONGEST_MS, dueAtMs - now))

const endWords = ({done, open, failed, silent}: Verdict): string => {
  const total = done + open.length + failed.length + silent.length
  return `${total - done} of ${countHosts(total)} to end well`
}
