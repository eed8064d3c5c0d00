/** Whatever a terminal might obey or hide: C1 controls, joiners, bidirectional marks. JSON itself escapes the others. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\u2028\u2029]/gu

/** JSON that says the same and can only print. */
export const printableJson = (value: unknown): string => {
  const json = JSON.stringify(value, undefined, 2)
  return `${json.split('\n').map(printable).join('\n')}\n`
}

/** The same in one line, without the newline. */
export const printableJsonLine = (value: unknown): string => printable(JSON.stringify(value))

const printable = (json: string): string => json.replace(INVISIBLE, escapeUnits)

const escapeUnits = (character: string): string =>
  Array.from({length: character.length}, (_, i) => character.charCodeAt(i))
    .map(unit => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('')
