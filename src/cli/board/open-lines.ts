/** Cuts what hosts write into lines. */
export type OpenLines = {
  /** The lines that the text completes, without their newlines. */
  readonly add: (node: string, text: string) => readonly string[]
  /** The line that has not ended, if there is one. What follows begins another. */
  readonly close: (node: string) => readonly string[]
  readonly closeAll: () => readonly {readonly node: string; readonly line: string}[]
}

export const createOpenLines = (): OpenLines => {
  const open = new Map<string, string>()
  return {
    add: (node, text) => {
      const [first = '', ...others] = text.split('\n')
      const lines = [(open.get(node) ?? '') + first, ...others]
      const rest = lines.pop() ?? ''
      if (rest === '') open.delete(node)
      else open.set(node, rest)
      return lines
    },
    close: node => {
      const line = open.get(node)
      open.delete(node)
      return line === undefined ? [] : [line]
    },
    closeAll: () => {
      const rest = [...open].map(([node, line]) => ({node, line}))
      open.clear()
      return rest
    },
  }
}
