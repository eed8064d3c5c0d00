const MOST = 3

/** The names that may have been meant, the nearest first: one typing mistake in four letters, or one name in the other. */
export const similarNames = (wanted: string, names: readonly string[]): readonly string[] => {
  const target = wanted.toLowerCase()
  return names
    .filter(name => name.toLowerCase() !== target)
    .map(name => ({name, distance: distanceTo(name.toLowerCase(), target)}))
    .filter(({distance}) => distance <= Math.max(1, Math.floor(target.length / 4)))
    .toSorted((left, right) => left.distance - right.distance)
    .slice(0, MOST)
    .map(({name}) => name)
}

const distanceTo = (name: string, target: string): number => {
  const [short, long] = name.length < target.length ? [name, target] : [target, name]
  return short.length >= 3 && long.startsWith(short) ? 1 : editDistance(name, target)
}

/** Letters to add, drop, change or swap with the next (optimal string alignment). */
const editDistance = (left: string, right: string): number => {
  let [before, last]: [readonly number[], readonly number[]] = [
    [],
    Array.from({length: right.length + 1}, (_, i) => i),
  ]
  for (let i = 1; i <= left.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= right.length; j += 1) {
      const changed = left[i - 1] === right[j - 1] ? 0 : 1
      const swapped =
        left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]
          ? (before[j - 2] ?? Infinity) + 1
          : Infinity
      row.push(Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + changed, swapped))
    }
    ;[before, last] = [last, row]
  }
  return last[right.length] ?? 0
}
