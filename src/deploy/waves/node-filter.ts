/** A filter that takes these nodes and no others: `^web-(01|02)\.prod$`. What their names share is written once. */
export const nodeFilter = (names: readonly string[]): string => {
  const start = sharedStart(names)
  const rests = names.map(name => name.slice(start.length))
  const end = reversed(sharedStart(rests.map(reversed)))
  const middles = rests.map(rest => rest.slice(0, rest.length - end.length))
  const choice = middles.length === 1 ? middles.map(quote).join('') : `(${middles.map(quote).join('|')})`
  return `^${quote(start)}${choice}${quote(end)}$`
}

const sharedStart = (texts: readonly string[]): string => {
  const [first = '', ...others] = texts
  let length = first.length
  for (const text of others) while (!text.startsWith(first.slice(0, length))) length -= 1
  return first.slice(0, length)
}

const reversed = (text: string): string => [...text].reverse().join('')

/** For RE2, where each of these is a sign unless there is a backslash before it. */
const quote = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
