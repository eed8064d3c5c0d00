/** What one transaction takes in any version of Consul. */
export const BATCH = 64

/** The items in their order, as many at a time as one transaction takes. */
export const inBatches = <T>(items: readonly T[]): readonly (readonly T[])[] =>
  Array.from({length: Math.ceil(items.length / BATCH)}, (_, place) =>
    items.slice(place * BATCH, (place + 1) * BATCH),
  )
