import {type Conflict, clashesIn} from '../../state/kv/conflict.ts'
import type {Line} from '../../state/text/lines.ts'
import type {Choice, MergeKind, MergePart} from '../../state/text/merge.ts'
import type {Section, SectionLine} from '../document/document.ts'
import {flagsText} from '../edit/flags-text.ts'
import {count} from '../format.ts'
import {type Span, span} from '../span.ts'
import {columnRows, shownLine, stackedRows} from './part-rows.ts'

/** From here on there is room for three columns. */
export const THREE_COLUMNS = 96

/** The merge as lines: the flags, then every part, of those that nobody changed only what is around the others. */
export const mergeSections = (conflict: Conflict, width: number): readonly Section[] => [
  ...(conflict.flags.clash || conflict.flags.result !== conflict.flags.base
    ? [{id: FLAGS, title: '', lines: flagsLines(conflict)}]
    : []),
  {id: MERGE, title: '', lines: mergeLines(conflict, width)},
]

const FLAGS = 'flags'
const MERGE = 'merge'

const flagsLines = ({flags}: Conflict): readonly SectionLine[] => {
  if (!flags.clash) {
    const who = flags.mine === flags.base ? 'them' : 'me'
    const text = `flags ${flagsText(flags.base)} → ${flagsText(flags.result ?? flags.base)}, changed by ${who}`
    return [{key: 'merged', spans: [span(text, 'dim')]}]
  }
  const chosen = flags.result === undefined ? undefined : flags.result === flags.mine ? 'mine' : 'theirs'
  return [
    {key: 'heading', spans: headingSpans('Flags', chosen, 'm mine  t theirs')},
    {key: 'numbers', spans: [span(`  base ${flagsText(flags.base)}`, 'dim')]},
    {key: 'mine', spans: [span(`  mine ${flagsText(flags.mine)}`, 'good', chosen === 'mine')]},
    {key: 'theirs', spans: [span(`  theirs ${flagsText(flags.theirs)}`, 'notice', chosen === 'theirs')]},
  ]
}

const mergeLines = (conflict: Conflict, width: number): readonly SectionLine[] => {
  const {parts = []} = conflict
  const clashes = clashesIn(conflict)
  const body = width >= THREE_COLUMNS ? columnRows : stackedRows
  return parts.flatMap((part, index): readonly SectionLine[] => {
    if (part.kind === 'same') return sameLines(part, index, parts.length)
    const place = clashes.indexOf(index)
    const choice = conflict.choices.get(index)
    const heading =
      place === -1
        ? [span(NAMES[part.kind] ?? '', 'dim')]
        : headingSpans(`Conflict ${place + 1} of ${clashes.length}`, choice)
    const rows = body(part, width, choice)
    return [{key: `${index}`, spans: heading}, ...rows.map((spans, row) => ({key: `${index}:${row}`, spans}))]
  })
}

const NAMES: Readonly<Partial<Record<MergeKind, string>>> = {
  mine: 'changed by me',
  theirs: 'changed by them',
  'both-equal': 'changed by both to the same',
}

const headingSpans = (
  name: string,
  choice: Choice | undefined,
  keys = 'm mine  t theirs  b both  B base',
): readonly Span[] => [
  span(`${name}: `, choice ? 'good' : 'bad', true),
  choice ? span(`✔ ${choice}`, 'good', true) : span(keys, 'warn'),
]

/** Lines around a change that are shown though nobody touched them. */
const CONTEXT = 2

const sameLines = ({base}: MergePart, index: number, parts: number): readonly SectionLine[] => {
  const head = index === 0 ? 0 : CONTEXT
  const tail = index === parts - 1 ? 0 : CONTEXT
  const show = (line: Line, row: number): SectionLine => ({
    key: `${index}:${row}`,
    spans: [span(shownLine(line))],
  })
  if (base.length <= head + tail + 1) return base.map(show)
  const left = base.length - head - tail
  return [
    ...base.slice(0, head).map(show),
    {key: `${index}:gap`, spans: [span(`… ${count(left, 'line')} that nobody changed`, 'dim')]},
    ...base.slice(base.length - tail).map((line, row) => show(line, base.length - tail + row)),
  ]
}

/** The conflict that a row is of, or else the first one below it, or the last there is. */
export const conflictAt = (conflict: Conflict, rowId: string | undefined): number | 'flags' | undefined => {
  const targets = targetsOf(conflict)
  const at = placeOf(rowId)
  return targets.find(target => orderOf(target) >= at) ?? targets.at(-1)
}

/** The id of the row where the next conflict begins, or the previous; `open`: of those that are still to be decided. */
export const rowOfConflict = (
  conflict: Conflict,
  rowId: string | undefined,
  step: 1 | -1,
  open: boolean,
): string | undefined => {
  const at = placeOf(rowId)
  const targets = targetsOf(conflict).filter(target => !open || isOpen(conflict, target))
  const next =
    step === 1
      ? (targets.find(target => orderOf(target) > at) ?? (open ? targets[0] : undefined))
      : targets.findLast(target => orderOf(target) < at)
  return next === undefined ? undefined : idOf(next)
}

type Target = number | 'flags'

const targetsOf = (conflict: Conflict): readonly Target[] => [
  ...(conflict.flags.clash ? (['flags'] as const) : []),
  ...clashesIn(conflict),
]

const isOpen = ({choices, flags}: Conflict, target: Target): boolean =>
  target === 'flags' ? flags.result === undefined : !choices.has(target)

const orderOf = (target: Target): number => (target === 'flags' ? -1 : target)

const idOf = (target: Target): string => (target === 'flags' ? `${FLAGS}\0heading` : `${MERGE}\0${target}`)

/** The part that a row is of: -1 for the flags, and before all of them where it is of nothing. */
const placeOf = (rowId: string | undefined): number => {
  if (rowId?.startsWith(`${FLAGS}\0`)) return -1
  const index = /^merge\0(\d+)/.exec(rowId ?? '')?.[1]
  return index === undefined ? -2 : Number(index)
}
