import type {Live} from '../live.ts'
import type {LiveQueries} from '../live-queries.ts'
import type {QueryContext} from '../queries/define.ts'
import {folderQuery} from '../queries/kv.ts'
import type {Tree} from './tree.ts'
import {pollOf} from './tree-polls.ts'

/** The open polls of a tree, which tell it what is in their folders. */
export type FolderPolls = {
  /** Opens and closes until there is one for each of these folders. */
  readonly aim: (folders: readonly string[]) => void
  readonly has: (folder: string) => boolean
  /** The folder whose poll wakes when a key or folder changes; undefined before that poll has answered. */
  readonly wakerOf: (key: string) => string | undefined
}

type Parts = {
  readonly live: LiveQueries
  readonly context: QueryContext
  readonly tree: Tree
  /** Something below this folder has changed, or may have before it was polled. */
  readonly onWake: (folder: string) => void
}

/** `index` is the one of the last answer. */
type Poll = {readonly leave: () => void; isAnswered: boolean; index?: string | undefined}

export const createFolderPolls = ({live, context, tree, onWake}: Parts): FolderPolls => {
  const polls = new Map<string, Poll>()
  const answered = (folder: string, {data, meta, error, contactAt}: Live<readonly string[]>): void => {
    const poll = polls.get(folder)
    if (poll === undefined) return
    if (error) {
      tree.failed(folder, error)
      // What came while nobody was told may have the index that is known.
      poll.index = undefined
    }
    if (error || data === undefined || contactAt === undefined) return
    tree.listed(folder, data, poll.isAnswered ? context.clock.now() : undefined)
    // A poll that ends because nothing happened keeps its index.
    if (poll.isAnswered && poll.index === meta?.index) return
    poll.isAnswered = true
    poll.index = meta?.index
    onWake(folder)
  }
  const open = (folder: string): void => {
    const query = folderQuery(context, folder)
    const store = live.storeOf(query)
    const unsubscribe = store.subscribe(state => answered(folder, state))
    const unlisten = live.subscribe(query, 0)
    const leave = (): void => {
      unsubscribe()
      unlisten()
    }
    polls.set(folder, {leave, isAnswered: false})
    if (store.getState().link === 'live') answered(folder, store.getState())
  }
  const close = (folder: string): void => {
    polls.get(folder)?.leave()
    polls.delete(folder)
  }
  return {
    aim: folders => {
      for (const folder of [...polls.keys()]) if (!folders.includes(folder)) close(folder)
      for (const folder of folders) if (!polls.has(folder)) open(folder)
    },
    has: folder => polls.has(folder),
    wakerOf: key => {
      const folder = pollOf(key, polls.keys())
      return folder !== undefined && polls.get(folder)?.isAnswered ? folder : undefined
    },
  }
}
