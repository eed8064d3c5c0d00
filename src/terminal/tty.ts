/** What a frame writer needs of a terminal's output side; `process.stdout` on a terminal is one. */
export type TtyOutput = {
  readonly columns: number
  readonly rows: number
  readonly isTTY?: boolean
  /** False asks the caller to wait for `drain`. */
  write(text: string, callback?: (error?: Error | null) => void): boolean
  on(event: TtyEvent, listener: (error?: Error) => void): unknown
  off(event: TtyEvent, listener: (error?: Error) => void): unknown
}

export type TtyEvent = 'resize' | 'drain' | 'error'

/** How much colour a terminal shows: none, the 16 of its own palette, or all. */
export type ColorSupport = 'none' | 'basic' | 'full'

/** Size in character cells. A terminal that does not know says 0 and gets the VT100's 80x24. */
export function sizeOf(output: Pick<TtyOutput, 'columns' | 'rows'>): {columns: number; rows: number} {
  return {columns: output.columns || 80, rows: output.rows || 24}
}
