import {buffer} from 'node:stream/consumers'
import {type Header, pack} from 'tar-stream'

export type HostileEntry = Partial<Header> & {
  readonly name: string
  readonly content?: string
}

/** Packs what no sane tar would. */
export const packEntries = async (entries: readonly HostileEntry[]): Promise<Buffer> => {
  const packing = pack()
  for (const {content = '', ...header} of entries) packing.entry(header, content)
  packing.finalize()
  return buffer(packing)
}

const BLOCK = 512

/** Changes the header of the first entry behind the back of whoever packed it, and mends its checksum. */
export const withHeader = (archive: Buffer, change: (header: Buffer) => void): Buffer => {
  const changed = Buffer.from(archive)
  const header = changed.subarray(0, BLOCK)
  change(header)
  header.fill(' ', 148, 156)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return changed
}
