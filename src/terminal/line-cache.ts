import type {Line} from './cells.ts'

/** Keeps the lines parsed last, at least `size` and at most twice as many, by their text. */
export function createLineCache(size: number, parse: (source: string) => Line) {
  let young = new Map<string, Line>()
  let old = new Map<string, Line>()
  return (source: string): Line => {
    const known = young.get(source)
    if (known) return known
    // Two generations instead of an exact order of use: a hit costs one lookup and moves nothing.
    const line = old.get(source) ?? parse(source)
    if (young.size >= size) {
      old = young
      young = new Map()
    }
    young.set(source, line)
    return line
  }
}
