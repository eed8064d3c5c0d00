import {createLineParser, type Line} from './cells.ts'
import {createLineCache} from './line-cache.ts'
import {paintFrame} from './paint.ts'
import {type ColorSupport, sizeOf, type TtyOutput} from './tty.ts'

// A few screens of lines, so that scrolling back and forth parses nothing anew.
const CACHED_LINES = 256

/** What the terminal shows, as far as we know. */
export function createImage({output, ...look}: {output: TtyOutput; colors: ColorSupport; unicode: boolean}) {
  const parse = createLineParser(look)
  let shown: readonly Line[] | undefined
  let columns = 0
  let lineOf = (source: string): Line => parse(source, columns)

  const adopt = (width: number) => {
    // Parsed lines are cut to the width they were parsed for.
    columns = width
    lineOf = createLineCache(CACHED_LINES, source => parse(source, width))
    shown = undefined
  }
  return {
    isKnown: () => shown !== undefined,
    /** From here on nothing is known: the next frame is drawn whole. */
    forget() {
      shown = undefined
    },
    /** The bytes that make the terminal show these lines, cut to its size; the image is of them from then on. */
    change(lines: readonly string[]): string {
      const size = sizeOf(output)
      if (size.columns !== columns) adopt(size.columns)
      const next = lines.slice(0, size.rows).map(source => lineOf(source))
      const bytes = paintFrame(shown, next, size.rows)
      shown = next
      return bytes
    },
  }
}
