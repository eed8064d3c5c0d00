import {createHash} from 'node:crypto'
import {lstatSync, readdirSync, readFileSync, readlinkSync} from 'node:fs'
import {join} from 'node:path'

/** A line for each thing in a tree, with all that `tar xf` and rsync keep of it. */
export const treeOf = (root: string, {folderTimes = true} = {}): readonly string[] => {
  const lines: string[] = []
  const visit = (path: string, name: string): void => {
    const stat = lstatSync(path, {bigint: true})
    // GNU tar makes links that lead upwards when all else is there, and forgets their times.
    const leadsUp = stat.isSymbolicLink() && readlinkSync(path).includes('..')
    const hasTime = stat.isDirectory() ? folderTimes && name !== '.' : !leadsUp
    const content = stat.isFile()
      ? createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 12)
      : stat.isSymbolicLink()
        ? `-> ${readlinkSync(path)}`
        : ''
    // Node sets times as numbers of seconds, which hold no nanoseconds.
    const time = hasTime ? String((stat.mtimeNs + 500n) / 1000n) : ''
    lines.push(
      [JSON.stringify(name), stat.mode.toString(8), `${stat.uid}:${stat.gid}`, time, content].join(' '),
    )
    if (!stat.isDirectory()) return
    for (const child of readdirSync(path).sort()) visit(join(path, child), join(name, child))
  }
  visit(root, '.')
  return lines
}
