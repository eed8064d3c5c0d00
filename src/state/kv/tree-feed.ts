import type {LiveQueries} from '../live-queries.ts'
import type {QueryContext} from '../queries/define.ts'
import {createCoveredFolders} from './covered-folders.ts'
import {createFolderPolls} from './folder-polls.ts'
import {createFreshValues} from './fresh-values.ts'
import type {SeenKeys} from './seen-keys.ts'
import type {Shown} from './shown.ts'
import type {Tree} from './tree.ts'
import {choosePolls, pollableFolder} from './tree-polls.ts'

/** Keeps what is on the screen live, with few polls, until it is stopped. */
export type TreeFeed = {readonly show: (shown: Shown) => void; readonly stop: () => void}

type Parts = {
  readonly live: LiveQueries
  readonly context: QueryContext
  readonly tree: Tree
  readonly seen: SeenKeys
}

/** One more is for the key under the cursor. */
const MOST_POLLS = 3

/** How long the screen stands still before what has scrolled into view is asked for. */
const CALM_MS = 150
/** A screen that never stands still, for all that happens on it, is not waited for longer. */
const RESTLESS_MS = 3_000

export const createTreeFeed = ({live, context, tree, seen}: Parts): TreeFeed => {
  const {clock} = context
  const ended = new AbortController()
  const {signal} = ended
  const values = createFreshValues({...context, seen, signal})
  const covered = createCoveredFolders(context, tree, signal)
  let shown: Shown = {folders: [], keys: []}
  let waitingSince: number | undefined
  let timer: NodeJS.Timeout | undefined

  const refresh = (): void => {
    covered.list(shown.folders.filter(folder => !polls.has(folder) && polls.wakerOf(folder) !== undefined))
    values.read(shown.keys.filter(key => polls.wakerOf(key) !== undefined))
  }
  const onWake = (poll: string): void => {
    covered.expire(folder => polls.wakerOf(folder) === poll)
    values.expire(key => polls.wakerOf(key) === poll)
    refresh()
  }
  const polls = createFolderPolls({live, context, tree, onWake})
  const aim = (): void => {
    clearTimeout(timer)
    waitingSince = undefined
    const {folders, keys} = shown
    // What comes back later is asked for again.
    covered.leave(folder => !folders.includes(folder))
    values.leave(key => !keys.includes(key))
    polls.aim(choosePolls(folders.map(pollableFolder), MOST_POLLS))
    refresh()
  }
  const unlisten = tellDeleted(tree, seen, () => shown.folders)
  return {
    show: next => {
      shown = next
      clearTimeout(timer)
      const {listings} = tree.store.getState()
      // What is just being opened is asked for at once; what scrolls by is not.
      const isOpening = next.folders.some(folder => !listings.has(folder))
      waitingSince ??= clock.now()
      if (isOpening || clock.now() - waitingSince > RESTLESS_MS) aim()
      else timer = setTimeout(aim, CALM_MS)
    },
    stop: () => {
      clearTimeout(timer)
      ended.abort()
      unlisten()
      polls.aim([])
    },
  }
}

/** Whoever looks at a key alone hears of its end there as well. */
const tellDeleted = (tree: Tree, seen: SeenKeys, folders: () => readonly string[]): (() => void) =>
  tree.store.subscribe(({listings}, before) => {
    if (listings === before.listings) return
    for (const folder of folders()) {
      for (const [item, {kind}] of listings.get(folder)?.news ?? [])
        if (kind === 'deleted') seen.deleted(item)
    }
  })
