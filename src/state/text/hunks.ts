import type {Diff, Region} from './diff.ts'
import type {Line} from './lines.ts'

/** A line of a diff, with its number, from 0, on each side that has it. */
export type DiffLine = Line &
  (
    | {readonly kind: 'same'; readonly oldLine: number; readonly newLine: number}
    | {readonly kind: 'removed'; readonly oldLine: number}
    | {readonly kind: 'added'; readonly newLine: number}
  )

/** Changes that stand close together, with the unchanged lines around them. */
export type Hunk = Region & {readonly lines: readonly DiffLine[]}

/** The hunks of a diff with at most `context` unchanged lines before, between and after the changes. */
export const hunksOf = (diff: Diff, context = 3): readonly Hunk[] =>
  groupsOf(diff.regions, context).map(regions => hunkOf(diff, regions, context))

/** How many lines a diff takes away and adds. */
export const countChanges = ({regions}: Diff): {readonly removed: number; readonly added: number} => ({
  removed: regions.reduce((sum, {oldFrom, oldTo}) => sum + oldTo - oldFrom, 0),
  added: regions.reduce((sum, {newFrom, newTo}) => sum + newTo - newFrom, 0),
})

const groupsOf = (regions: readonly Region[], context: number): readonly (readonly Region[])[] => {
  const groups: Region[][] = []
  for (const region of regions) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group && last && region.oldFrom - last.oldTo <= 2 * context) group.push(region)
    else groups.push([region])
  }
  return groups
}

const hunkOf = (diff: Diff, regions: readonly Region[], context: number): Hunk => {
  const first = regions[0] ?? {oldFrom: 0, oldTo: 0, newFrom: 0, newTo: 0}
  const last = regions.at(-1) ?? first
  const lead = Math.min(context, first.oldFrom)
  const trail = Math.min(context, diff.before.length - last.oldTo)
  const lines = regions.flatMap((region, index) => [
    ...linesOf(diff, region),
    ...sameLines(diff, region, (regions[index + 1]?.oldFrom ?? last.oldTo + trail) - region.oldTo),
  ])
  const start = {...first, oldTo: first.oldFrom - lead, newTo: first.newFrom - lead}
  return {
    oldFrom: start.oldTo,
    oldTo: last.oldTo + trail,
    newFrom: start.newTo,
    newTo: last.newTo + trail,
    lines: [...sameLines(diff, start, lead), ...lines],
  }
}

const sameLines = ({before}: Diff, {oldTo, newTo}: Region, count: number): readonly DiffLine[] =>
  before
    .slice(oldTo, oldTo + count)
    .map((line, index) => ({...line, kind: 'same', oldLine: oldTo + index, newLine: newTo + index}))

const linesOf = ({before, after}: Diff, {oldFrom, oldTo, newFrom, newTo}: Region): readonly DiffLine[] => [
  ...before
    .slice(oldFrom, oldTo)
    .map((line, index): DiffLine => ({...line, kind: 'removed', oldLine: oldFrom + index})),
  ...after
    .slice(newFrom, newTo)
    .map((line, index): DiffLine => ({...line, kind: 'added', newLine: newFrom + index})),
]
