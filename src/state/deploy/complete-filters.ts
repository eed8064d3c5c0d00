import {FILTER_NAMES} from './filter-text.ts'

/** What there is for each filter. */
export type FilterNames = Readonly<Record<(typeof FILTER_NAMES)[number], readonly string[]>>

const MOST = 50

/** What the text may become, by its last word: a filter that is not there yet, or a name that begins as its pattern does. */
export const completeFilters = (text: string, names: FilterNames): readonly string[] => {
  const [, before = '', word = ''] = /^(.*?)(\S*)$/s.exec(text) ?? []
  const [, name, pattern] = /^(\w+):(.*)$/s.exec(word) ?? []
  if (name === undefined || pattern === undefined) {
    return FILTER_NAMES.filter(known => known.startsWith(word) && !before.includes(`${known}:`)).map(
      known => `${before}${known}:`,
    )
  }
  const filter = FILTER_NAMES.find(known => known === name)
  if (filter === undefined) return []
  const typed = pattern.replace(/^\^/, '')
  return names[filter]
    .filter(known => known.startsWith(typed))
    .map(known => `${before}${filter}:${patternOf(filter, known)}`)
    .filter(completed => completed !== text)
    .slice(0, MOST)
}

/** What is named is meant whole; but a service is filtered by its IDs, which mostly only begin with its name. */
const patternOf = (filter: keyof FilterNames, name: string): string =>
  filter === 'service' ? quoted(name) : `^${quoted(name)}$`

/** RE2 reads these signs as more than themselves. */
const quoted = (name: string): string => name.replaceAll(/[\\.+*?()|[\]{}^$]/g, '\\$&')
