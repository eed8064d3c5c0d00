/** Where two lists differ, if they are of one length and differ in at most `most` places. */
export const changedPlaces = (
  before: readonly unknown[],
  after: readonly unknown[],
  most: number,
): readonly number[] | undefined => {
  if (before === after) return []
  if (before.length !== after.length) return undefined
  const places: number[] = []
  for (let place = 0; place < after.length; place += 1) {
    if (before[place] === after[place]) continue
    if (places.length === most) return undefined
    places.push(place)
  }
  return places
}
