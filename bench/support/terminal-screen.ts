import xterm from '@xterm/headless'

/** A terminal emulator, and what can be read off its screen. */
export type TerminalScreen = {
  /** Resolves once the bytes are on the screen. */
  readonly write: (bytes: string) => Promise<void>
  readonly lines: () => readonly string[]
  /** The text of the row that is drawn inverse, which is the cursor's in a list; undefined without one. */
  readonly selected: () => string | undefined
}

export const createTerminalScreen = (columns: number, rows: number): TerminalScreen => {
  const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 0})
  const screenRows = (): readonly xterm.IBufferLine[] => {
    const {active} = terminal.buffer
    return Array.from({length: rows}, (_, row) => active.getLine(active.baseY + row)).filter(
      line => line !== undefined,
    )
  }
  return {
    write: bytes => new Promise(resolve => terminal.write(bytes, resolve)),
    lines: () => screenRows().map(line => line.translateToString(true).trimEnd()),
    selected: () =>
      screenRows()
        .find(line => line.getCell(0)?.isInverse())
        ?.translateToString(true),
  }
}
