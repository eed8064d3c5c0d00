/** The order of Consul's lists, which is that of the keys' bytes: unlike JavaScript's beyond U+FFFF. */
export const compareKeys = (left: string, right: string): number => {
  const end = Math.min(left.length, right.length)
  for (let at = 0; at < end; at++) {
    const difference = rankOf(left.charCodeAt(at)) - rankOf(right.charCodeAt(at))
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

/** Halves of characters beyond U+FFFF come after all others, as their bytes do. */
const rankOf = (unit: number): number => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit)
