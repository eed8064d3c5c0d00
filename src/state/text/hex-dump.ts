/** 16 bytes of a value, as `hexdump -C` shows them. */
export type HexRow = {readonly offset: string; readonly hex: string; readonly ascii: string}

const PER_ROW = 16

/** How many rows a value of so many bytes takes. */
export const hexRowCount = (bytes: number): number => Math.ceil(bytes / PER_ROW)

/** The rows of a window: `count` of them from row `first`. What lies outside of it is not looked at. */
export const hexRows = (value: Uint8Array, first: number, count: number): readonly HexRow[] => {
  const last = Math.min(hexRowCount(value.length), first + count)
  return Array.from({length: Math.max(0, last - first)}, (_, index) =>
    hexRow(value, (first + index) * PER_ROW),
  )
}

const hexRow = (value: Uint8Array, offset: number): HexRow => {
  const bytes = Array.from(value.subarray(offset, offset + PER_ROW))
  const hex = bytes.map(byte => byte.toString(16).padStart(2, '0'))
  return {
    offset: offset.toString(16).padStart(8, '0'),
    hex: `${hex.slice(0, 8).join(' ')}  ${hex.slice(8).join(' ')}`.padEnd(PER_ROW * 3),
    ascii: bytes.map(byte => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join(''),
  }
}
