import {keyPath} from '../../api/key-path.ts'
import {parentFolder} from './key-names.ts'

/**
 * Which folders to poll so that a change in any of these wakes one of at most `most` polls. A poll wakes for all that lies
 * below its folder, so where there are too many, those with the deepest folder in common share the poll of that.
 */
export const choosePolls = (folders: Iterable<string>, most: number): readonly string[] => {
  let polls = [...new Set(folders)].sort()
  while (polls.length > most) {
    const joint = deepestJoint(polls)
    polls = [...polls.filter(folder => !folder.startsWith(joint)), joint].sort()
  }
  return polls
}

/** Of sorted folders, two that have the most in common stand side by side. */
const deepestJoint = (sorted: readonly string[]): string => {
  let deepest = ''
  for (let at = 1; at < sorted.length; at++) {
    const joint = jointFolder(sorted[at - 1] ?? '', sorted[at] ?? '')
    if (joint.length > deepest.length) deepest = joint
  }
  return deepest
}

const jointFolder = (left: string, right: string): string => {
  let length = 0
  while (length < left.length && left[length] === right[length]) length += 1
  return left.slice(0, left.lastIndexOf('/', length - 1) + 1).slice(0, length)
}

/** The folder itself, or where no path names it, so that no read of it can block, the nearest one around it that has one. */
export const pollableFolder = (folder: string): string =>
  isPollable(folder) ? folder : pollableFolder(parentFolder(folder))

/** Whether a path can name a key or a folder: of others no read can block. */
export const isPollable = (key: string): boolean => keyPath(key) !== undefined && !UNPRINTABLE.test(key)

/** Go refuses paths with what it does not print: controls, and all spaces but one. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u

/** The poll that wakes for changes in a folder: the nearest one around it. */
export const pollOf = (folder: string, polls: Iterable<string>): string | undefined => {
  let nearest: string | undefined
  for (const poll of polls)
    if (folder.startsWith(poll) && poll.length >= (nearest?.length ?? 0)) nearest = poll
  return nearest
}
