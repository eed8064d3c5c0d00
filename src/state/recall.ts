/** What was typed before, to be fetched with Up; what is being typed waits below the newest. */
export type Recall = {
  readonly reset: () => void
  /** Something was typed: from here on Up begins with the newest again. */
  readonly typed: (text: string) => void
  /** The text before (-1) or after (1) the one that was fetched last; undefined where there is none. */
  readonly step: (rows: number, text: string) => string | undefined
}

/** `entries`: the newest first. */
export const createRecall = (entries: () => readonly string[]): Recall => {
  let at = -1
  let draft = ''
  let shown = ''
  return {
    reset: () => {
      at = -1
    },
    typed: text => {
      if (text !== shown) at = -1
    },
    step: (rows, text) => {
      const known = entries()
      const next = at - rows
      if (next < -1 || next >= known.length) return undefined
      if (at === -1) draft = text
      at = next
      shown = known[next] ?? draft
      return shown
    },
  }
}
