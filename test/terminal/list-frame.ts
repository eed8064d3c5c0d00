const WINDOW = 37

type ListState = {readonly cursor: number; readonly offset: number}

/** A 120x40 frame as Ink writes it: a list of services in a window of 37 rows, the cursor's row inverse. */
export function listFrame({cursor, offset}: ListState): string {
  const rows = Array.from({length: WINDOW}, (_, index) => listRow(offset + index, offset + index === cursor))
  const title = '\x1b[1mServices\x1b[22m  dc1  10000 services'
  return [
    title,
    '  NAME                          HEALTH     INSTANCES  TAGS',
    ...rows,
    `\x1b[2m${cursor + 1}/10000\x1b[22m`,
  ].join('\n')
}

function listRow(index: number, isSelected: boolean): string {
  const name = `service-${String(index).padStart(5, '0')}`.padEnd(30)
  const health = index % 7 === 0 ? '\x1b[31mcritical\x1b[39m   ' : '\x1b[32mpassing\x1b[39m    '
  const text = `${name}${health}${String((index * 31) % 17).padStart(9)}  v${index % 9},primary,rack-${index % 40}`
  return isSelected ? `\x1b[7m› ${text}\x1b[27m` : `  ${text}`
}
