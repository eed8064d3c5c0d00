import xterm from '@xterm/headless'

/** A terminal emulator whose screen can be read back, cell by cell. */
export function createVirtualTerminal(columns: number, rows: number) {
  const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 100})
  let isCursorVisible = true
  for (const final of ['h', 'l']) {
    terminal.parser.registerCsiHandler({prefix: '?', final}, parameters => {
      if (parameters.includes(25)) isCursorVisible = final === 'h'
      return false
    })
  }
  return {
    write: (text: string) => new Promise<void>(resolve => terminal.write(text, resolve)),
    resize: (toColumns: number, toRows: number) => terminal.resize(toColumns, toRows),
    isAlternate: () => terminal.buffer.active.type === 'alternate',
    modes: () => terminal.modes,
    isCursorVisible: () => isCursorVisible,
    cursor: () => ({column: terminal.buffer.active.cursorX, row: terminal.buffer.active.cursorY}),
    /** The text of each row of the screen, without trailing blanks. */
    text: () => screenRows(terminal).map(line => line?.translateToString(true) ?? ''),
    /** The first column of a row that shows the character, or -1. */
    columnOf: (character: string, row = 0) =>
      Array.from({length: terminal.cols}, (_, column) => cellAt(terminal, row, column)?.getChars()).indexOf(
        character,
      ),
    /** Every cell with its attributes, one string a row. */
    cells: () => screenRows(terminal).map(line => describeRow(line, terminal.cols)),
  }
}

function cellAt(terminal: xterm.Terminal, row: number, column: number) {
  return terminal.buffer.active.getLine(terminal.buffer.active.baseY + row)?.getCell(column)
}

function screenRows(terminal: xterm.Terminal) {
  const buffer = terminal.buffer.active
  return Array.from({length: terminal.rows}, (_, row) => buffer.getLine(buffer.baseY + row))
}

function describeRow(line: xterm.IBufferLine | undefined, columns: number): string {
  return Array.from({length: columns}, (_, column) => describeCell(line?.getCell(column))).join('')
}

function describeCell(cell: xterm.IBufferCell | undefined): string {
  if (!cell) return ' '
  const character = cell.getWidth() === 0 ? '' : cell.getChars() || ' '
  const attributes = [
    cell.isBold() && 'bold',
    cell.isDim() && 'dim',
    cell.isItalic() && 'italic',
    cell.isUnderline() && 'underline',
    cell.isBlink() && 'blink',
    cell.isInverse() && 'inverse',
    cell.isInvisible() && 'hidden',
    cell.isStrikethrough() && 'strike',
    cell.isOverline() && 'overline',
    !cell.isFgDefault() && `fg${cell.getFgColorMode()}:${cell.getFgColor()}`,
    !cell.isBgDefault() && `bg${cell.getBgColorMode()}:${cell.getBgColor()}`,
  ].filter(Boolean)
  return attributes.length > 0 ? `[${character}|${attributes.join(',')}]` : character
}
