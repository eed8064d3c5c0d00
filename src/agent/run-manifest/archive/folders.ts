import {chmodSync, mkdirSync} from 'node:fs'
import {join} from 'node:path'

/** The folders of a tree that is being unpacked. Paths are those of the entries. */
export type Folders<Attributes> = {
  /** Makes what is missing above a path. */
  readonly addAbove: (path: string) => void
  readonly add: (path: string, attributes: Attributes) => void
  /** When everything is in them: they may forbid writing, and what is written into them moves their time. */
  readonly finish: (apply: (path: string, attributes: Attributes) => void) => void
}

/** `plainMode` is for those that the archive has only as parts of names. */
export const createFolders = <Attributes>(into: string, plainMode: number): Folders<Attributes> => {
  const made = new Map<string, Attributes | undefined>([['', undefined]])
  const make = (path: string): void => {
    if (made.has(path)) return
    make(above(path))
    mkdirSync(join(into, path), {mode: 0o700})
    made.set(path, undefined)
  }
  return {
    addAbove: path => make(above(path)),
    add: (path, attributes) => {
      make(path)
      made.set(path, attributes)
    },
    finish: apply => {
      // The innermost first: a folder may shut its owner out.
      for (const [path, attributes] of [...made].reverse()) {
        if (attributes) apply(join(into, path), attributes)
        else if (path !== '') chmodSync(join(into, path), plainMode)
      }
    },
  }
}

const above = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))
