import {type ArchiveEntry, refused} from './entry.ts'

/** Looks at the entries of one archive in their order. */
export type EntryGuard = {
  /** Everything above the entry is a folder of the archive's own. @throws DeployError for one that is not to be written */
  readonly admit: (entry: ArchiveEntry) => void
  /** When all are there: no link leads out. @throws DeployError */
  readonly finish: () => void
}

/**
 * Nothing is ever written through a link, and no link leads out of the tree, by however many others it goes: a web server
 * that follows it would show the host to everybody.
 */
export const createEntryGuard = (): EntryGuard => {
  const kinds = new Map<string, ArchiveEntry['kind']>([['', 'folder']])
  const symlinks = new Map<string, string>()
  return {
    admit: ({path, kind, target}) => {
      for (const folder of foldersAbove(path)) {
        const found = kinds.get(folder) ?? 'folder'
        if (found !== 'folder')
          throw refused(path, `lies below ${JSON.stringify(folder)}, which is no folder`)
        kinds.set(folder, 'folder')
      }
      const before = kinds.get(path)
      if (before !== undefined && (before === 'folder') !== (kind === 'folder')) {
        throw refused(path, 'is a folder and something else as well')
      }
      if (kind === 'link' && (target === path || (kinds.get(target) ?? 'folder') === 'folder')) {
        throw refused(path, `is a link to ${JSON.stringify(target)}, which is no file before it`)
      }
      kinds.set(path, kind)
      symlinks.delete(path)
      if (kind === 'symlink') symlinks.set(path, target)
      const same = kind === 'link' ? symlinks.get(target) : undefined
      if (same !== undefined) symlinks.set(path, same)
    },
    finish: () => {
      for (const [path, target] of symlinks) {
        if (leadsOut(path, symlinks))
          throw refused(path, `is a link to ${JSON.stringify(target)}, which is not in the archive`)
      }
    },
  }
}

const foldersAbove = (path: string): readonly string[] => {
  const parts = path.split('/')
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'))
}

/** As many as the kernel follows: a circle leads nowhere, so not out either. */
const MOST_LINKS = 40

const leadsOut = (path: string, symlinks: ReadonlyMap<string, string>): boolean => {
  const at: string[] = []
  const ahead = path.split('/')
  let links = 0
  for (let part = ahead.shift(); part !== undefined; part = ahead.shift()) {
    if (part === '' || part === '.') continue
    if (part === '..') {
      if (at.pop() === undefined) return true
      continue
    }
    const target = symlinks.get([...at, part].join('/'))
    if (target === undefined) {
      at.push(part)
      continue
    }
    links += 1
    if (target.startsWith('/')) return true
    if (links > MOST_LINKS) return false
    ahead.unshift(...target.split('/'))
  }
  return false
}
