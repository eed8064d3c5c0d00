/** A key's folder: its name up to and with the last slash before its end, empty at the top. */
export const parentFolder = (key: string): string =>
  key.length < 2 ? '' : key.slice(0, key.lastIndexOf('/', key.length - 2) + 1)

/** The folders a key lies in below `root`, the outermost first. `root` itself is not among them. */
export const foldersAbove = (key: string, root = ''): readonly string[] => {
  const folders: string[] = []
  for (let at = key.indexOf('/', root.length); at !== -1; at = key.indexOf('/', at + 1)) {
    if (at + 1 < key.length) folders.push(key.slice(0, at + 1))
  }
  return folders
}

/** The order of Consul: that of the bytes in UTF-8, which is that of code points, and not quite that of UTF-16. */
export const compareKeys = (left: string, right: string): number => {
  const length = Math.min(left.length, right.length)
  for (let at = 0; at < length; at++) {
    const a = left.charCodeAt(at)
    const b = right.charCodeAt(at)
    if (a !== b) return codePointRank(a) - codePointRank(b)
  }
  return left.length - right.length
}

/** Surrogates stand for code points above all those of one unit. */
const codePointRank = (unit: number): number =>
  unit < 0xd800 ? unit : unit >= 0xe000 ? unit - 0x800 : unit + 0x2000
