const NAMED = 3

/** Names for a sentence: `c1`, `c1 and c2`, `c1, c2, c3 and 44 others`. */
export const listNames = (names: readonly string[]): string => {
  if (names.length > NAMED + 1)
    return `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} others`
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
}

/** `1 host`, `2 hosts`. */
export const countHosts = (count: number): string => `${count} ${count === 1 ? 'host' : 'hosts'}`
