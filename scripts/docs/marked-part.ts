/** Puts `content` between `<!-- name -->` and `<!-- /name -->`. @throws where the text does not have both marks once. */
export const replaceMarked = (text: string, name: string, content: string): string => {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [before, marked, ...more] = text.split(begin)
  const [, after, ...rest] = marked?.split(end) ?? []
  if (before === undefined || after === undefined || more.length > 0 || rest.length > 0) {
    throw new Error(`expected one ${begin} and one ${end} after it`)
  }
  return `${before}${begin}\n${content}\n${end}${after}`
}
