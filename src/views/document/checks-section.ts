import type {HealthCheck} from '../../api/health-check.ts'
import type {Transitions} from '../../state/transitions.ts'
import {checkSpans, outputLines, statusAge} from '../check-lines.ts'
import type {Section} from './document.ts'

/** How the checks of a page are shown: what Lictor has seen of them, the time in ms, and the columns there are. */
export type ChecksShown = {
  readonly transitions: Transitions
  readonly now: number
  readonly width: number
}

/** The checks in the order given, each with its whole output below it. */
export const checksSection = (
  checks: readonly HealthCheck[],
  {transitions, now, width}: ChecksShown,
): Section => ({
  id: 'checks',
  title: `Checks (${checks.length})`,
  lines: checks.flatMap(check => [
    {
      key: check.checkId,
      spans: checkSpans(check, statusAge(check, transitions, now)),
      copy: check.checkId,
    },
    ...outputLines(check, width).map((line, place) => ({...line, key: `${check.checkId}\0${place}`})),
  ]),
})
