type Step = {readonly before: readonly unknown[]; readonly places: readonly number[]}

/** How lists came about that are others but for a few elements. Only their last step, or none would ever be let go of. */
const steps = new WeakMap<readonly unknown[], Step>()

/** The list with these elements in these places; itself where they are there already. */
export const replaced = <T>(before: readonly T[], elements: ReadonlyMap<number, T>): readonly T[] => {
  const fresh = [...elements].filter(([place, element]) => before[place] !== element)
  if (fresh.length === 0) return before
  const after = before.slice()
  for (const [place, element] of fresh) after[place] = element
  steps.delete(before)
  steps.set(after, {before, places: fresh.map(([place]) => place)})
  return after
}

/** Where two lists differ, if they are of one length and differ in at most `most` places; of one that was {@link replaced} it is known. */
export const changedPlaces = (
  before: readonly unknown[],
  after: readonly unknown[],
  most: number,
): readonly number[] | undefined => {
  if (before === after) return []
  if (before.length !== after.length) return undefined
  const step = steps.get(after)
  if (step?.before === before) return step.places.length > most ? undefined : step.places
  const places: number[] = []
  for (let place = 0; place < after.length; place += 1) {
    if (before[place] === after[place]) continue
    if (places.length === most) return undefined
    places.push(place)
  }
  return places
}
