/**
 * The words of a command, as a shell reads it where it is no more than words, quotes and backslashes: `code --wait`,
 * `vim -c "set tw=0"`. Undefined where a quote is never closed.
 */
export const splitCommand = (command: string): readonly string[] | undefined => {
  const words: string[] = []
  let rest = command.trimStart()
  while (rest !== '') {
    const [word = ''] = WORD.exec(rest) ?? []
    if (word === '') return undefined
    words.push(word.replaceAll(PIECE, unquoted))
    rest = rest.slice(word.length).trimStart()
  }
  return words
}

const PIECE = /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/gs
const WORD = /^(?:[^\s'"\\]|'[^']*'|"(?:[^"\\]|\\.)*"|\\.)+(?=\s|$)/s

const unquoted = (_: string, single?: string, double?: string, escaped?: string): string =>
  single ?? double?.replaceAll(/\\(["\\$`])/g, '$1') ?? escaped ?? ''
