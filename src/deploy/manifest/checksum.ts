/** Checked before anything is unpacked. */
export type Checksum = {
  readonly algorithm: 'md5' | 'sha1' | 'sha256' | 'sha512'
  /** Lower case. */
  readonly hex: string
}

const ALGORITHMS: ReadonlyMap<number, Checksum['algorithm']> = new Map([
  [32, 'md5'],
  [40, 'sha1'],
  [64, 'sha256'],
  [128, 'sha512'],
])

/** The length tells the algorithm; undefined for what is none. */
export const parseChecksum = (text: string): Checksum | undefined => {
  const algorithm = ALGORITHMS.get(text.length)
  if (algorithm === undefined || !/^[0-9a-f]+$/i.test(text)) return undefined
  return {algorithm, hex: text.toLowerCase()}
}
