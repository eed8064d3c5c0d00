import {createStore, type StoreApi} from 'zustand/vanilla'
import type {ConsulClient} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import type {KvEntry} from '../../api/kv-entry.ts'
import {checkSyntax} from '../text/check-syntax.ts'
import {joinLines} from '../text/lines.ts'
import type {SyntaxCheck} from '../text/syntax-problem.ts'
import type {TextBuffer} from '../text/text-buffer.ts'
import {conflictOf} from './conflict.ts'
import {
  type Draft,
  type DraftStart,
  draftOf,
  isUnsaved,
  kindNow,
  rebased,
  withContent,
  withSighting,
} from './draft.ts'
import {bytesOf, differs, isText, sizeOf} from './draft-content.ts'
import type {Where} from './where.ts'
import {type KeyChange, type Written, writeKey} from './write.ts'

/** The one key that is being edited, if any. */
export type Drafts = {
  readonly store: StoreApi<{readonly current: Draft | undefined}>
  /** In the place of the one before: whoever calls this has asked. */
  readonly begin: (start: DraftStart) => void
  readonly change: (change: (draft: Draft) => Draft) => void
  /** An edit of its text; nothing where it has none. */
  readonly edit: (change: (buffer: TextBuffer) => TextBuffer) => void
  readonly discard: () => void
  /** Whether the text is what its kind promises, as it is at this moment. */
  readonly check: () => Promise<SyntaxCheck>
  /** What the watch has answered, and when that differed last, in ms since the epoch. */
  readonly sight: (entry: KvEntry | undefined, changedAt: number) => void
  /**
   * Writes it if nobody else has written the key since its base. Then the draft is done with; in a conflict it stays,
   * with what there is to decide, and so it does where what came of it is not known.
   * @throws ConsulError as {@link writeKey}.
   */
  readonly save: () => Promise<Written | undefined>
  /** In the operator's words, for a question before the end. */
  readonly unsaved: () => string | undefined
}

export type DraftsOptions = {
  readonly client: ConsulClient
  readonly clock: Clock
  /** Told of every key that was written, and not of one that held the same already. */
  readonly onWritten?: (change: KeyChange, entry: KvEntry, where: Where) => void
}

export const createDrafts = (options: DraftsOptions): Drafts => {
  const {clock} = options
  const store: DraftBox = createStore<{readonly current: Draft | undefined}>(() => ({current: undefined}))
  const checker = createChecker(store)
  let ids = 0
  const put = (draft: Draft | undefined): void => {
    const before = store.getState().current
    if (draft === before) return
    store.setState({current: draft})
    if (draft?.content !== before?.content) checker.schedule()
  }
  const change: Drafts['change'] = make => {
    const {current} = store.getState()
    if (current) put(make(current))
  }
  return {
    store,
    change,
    check: checker.check,
    begin: start => {
      ids += 1
      put(draftOf(start, ids, clock.now()))
    },
    edit: make => change(draft => (isText(draft.content) ? withContent(draft, make(draft.content)) : draft)),
    discard: () => put(undefined),
    sight: (entry, changedAt) =>
      change(draft => (changedAt < draft.openedAt ? draft : withSighting(draft, entry, clock.now()))),
    save: () => save(store, options),
    unsaved: () => {
      const {current} = store.getState()
      return current && isUnsaved(current) ? `${current.key} has unsaved changes` : undefined
    },
  }
}

type DraftBox = Drafts['store']

/** Changes a draft that may have been discarded, or replaced by another, since something was begun for it. */
const changeOf = (store: DraftBox, {id}: Draft, make: (draft: Draft) => Draft | undefined): void => {
  const {current} = store.getState()
  if (current?.id === id) store.setState({current: make(current)})
}

const save = async (store: DraftBox, {client, onWritten}: DraftsOptions): Promise<Written | undefined> => {
  const {current: draft} = store.getState()
  if (!draft || draft.saving) return undefined
  changeOf(store, draft, now => ({...now, saving: true}))
  const {key, where, base, flags, content} = draft
  const change = {key, value: bytesOf(content), flags, base}
  try {
    const written = await writeKey(client, change, where)
    if (written.kind === 'written' && written.ours) onWritten?.(change, written.entry, where)
    changeOf(store, draft, now => afterWrite(now, draft, written))
    return written
  } finally {
    changeOf(store, draft, now => ({...now, saving: false}))
  }
}

const FINE: SyntaxCheck = {ok: true}

/** What was typed while the write was under way is still there, as a change of what was written. */
const afterWrite = (now: Draft, sent: Draft, written: Written): Draft | undefined => {
  if (written.kind === 'conflict') return {...now, conflict: conflictOf({...now, theirs: written.theirs})}
  if (!differs(now.content, sent.content) && now.flags === sent.flags) return undefined
  return rebased(now, written.entry, now)
}

/** Long enough that nothing is checked while somebody types. */
const CHECK_MS = 300

/** A text that takes longer to check than a key press may is checked before it is saved, not while it is typed. */
const CHECKED_WHILE_TYPED: Readonly<Record<string, number>> = {
  json: 512 * 1024,
  yaml: 16 * 1024,
  hcl: 16 * 1024,
}

const createChecker = (store: DraftBox): Pick<Drafts, 'check'> & {readonly schedule: () => void} => {
  let timer: NodeJS.Timeout | undefined
  const check = async (): Promise<SyntaxCheck> => {
    const {current: draft} = store.getState()
    if (!draft || !isText(draft.content)) return FINE
    const {lines} = draft.content
    if (draft.check?.of === lines) return draft.check.result
    const kind = kindNow(draft)
    const result = await checkSyntax(kind, joinLines(lines))
    changeOf(store, draft, now => ({...now, kind, check: {of: lines, result}}))
    return result
  }
  const checkIfQuick = (): void => {
    const {current: draft} = store.getState()
    if (draft && sizeOf(draft.content) <= (CHECKED_WHILE_TYPED[draft.kind] ?? Infinity)) void check()
  }
  return {
    check,
    schedule: () => {
      clearTimeout(timer)
      timer = setTimeout(checkIfQuick, CHECK_MS).unref()
    },
  }
}
