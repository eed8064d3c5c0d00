import {describe, expect, inject, onTestFinished, test} from 'vitest'
import {createConsulClient} from '../../../src/api/client.ts'
import {systemClock} from '../../../src/api/clock.ts'
import {deleteKey, putKey, readKey} from '../../../src/api/kv.ts'
import type {KvEntry} from '../../../src/api/kv-entry.ts'
import {hasChange, isUnsaved, rebased} from '../../../src/state/kv/draft.ts'
import {bytesOf, contentOf} from '../../../src/state/kv/draft-content.ts'
import {createDrafts, type DraftsOptions} from '../../../src/state/kv/drafts.ts'
import {erase, paste, type, undo} from '../../../src/state/text/edits.ts'
import {left, textEnd} from '../../../src/state/text/motions.ts'
import {cursorAt} from '../../../src/state/text/text-buffer.ts'
import {uniqueName} from '../../support/cluster.ts'

const {entry: agent} = inject('cluster')

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

async function openDraft(value: string | undefined, options: Partial<DraftsOptions> = {}) {
  const client = createConsulClient({address: agent.httpAddress})
  onTestFinished(() => client.close())
  const key = uniqueName('draft')
  if (value !== undefined) await putKey(client, {key, value: bytes(value), flags: 3n})
  const read = async (): Promise<KvEntry | undefined> => (await readKey(client, key)).data
  const drafts = createDrafts({client, clock: systemClock, ...options})
  drafts.begin({key, where: {}, base: await read()})
  const current = () => {
    const {current} = drafts.store.getState()
    if (!current) throw new Error('there is no draft')
    return current
  }
  return {client, key, read, drafts, current}
}

const atEnd = (text: string) => (buffer: Parameters<typeof paste>[0]) =>
  paste(cursorAt(buffer, textEnd(buffer)), text)

describe('a draft', () => {
  test('is unsaved while it differs from its base, and not once that is taken back', async () => {
    const {drafts, current} = await openDraft('a\n')
    expect(drafts.unsaved()).toBeUndefined()
    drafts.edit(buffer => type(buffer, 'x'))
    expect(drafts.unsaved()).toBe(`${current().key} has unsaved changes`)
    drafts.edit(buffer => erase(buffer, left))
    expect(drafts.unsaved()).toBeUndefined()
    drafts.change(draft => ({...draft, flags: 4n}))
    expect(isUnsaved(current())).toBe(true)
  })

  test('saves the bytes and the flags as they are, and tells who keeps the undo', async () => {
    const written: unknown[] = []
    const {drafts, read, key, current} = await openDraft('a\r\n', {
      onWritten: (change, entry, where) => written.push([change.base?.modifyIndex, entry.key, where]),
    })
    const {base} = current()
    drafts.edit(atEnd('\tb'))
    drafts.change(draft => ({...draft, flags: 18446744073709551615n}))
    expect(await drafts.save()).toMatchObject({kind: 'written'})
    expect(await read()).toMatchObject({value: bytes('a\r\n\tb'), flags: 18446744073709551615n})
    expect(drafts.store.getState().current).toBeUndefined()
    expect(written).toEqual([[base?.modifyIndex, key, {}]])
  })

  test('keeps no undo for what somebody else has written to the byte before us', async () => {
    const written: unknown[] = []
    const {drafts, client, key, current} = await openDraft('a', {
      onWritten: change => written.push(change),
    })
    drafts.edit(atEnd('b'))
    await putKey(client, {key, value: bytes('ab'), flags: current().flags})
    expect(await drafts.save()).toMatchObject({kind: 'written', ours: false})
    expect(written).toEqual([])
    expect(drafts.store.getState().current).toBeUndefined()
  })

  test('of a key that is not there makes it even without a value', async () => {
    const {drafts, read, current} = await openDraft(undefined)
    expect(isUnsaved(current())).toBe(false)
    expect(hasChange(current())).toBe(true)
    await drafts.save()
    expect(await read()).toMatchObject({value: bytes('')})
  })

  test('stays, with both versions, where someone else has written the key', async () => {
    const {drafts, client, key, read, current} = await openDraft('1\n2\n3\n4\n5\n')
    drafts.edit(buffer => type(buffer, 'mine '))
    await putKey(client, {key, value: bytes('1\n2\n3\n4\ntheirs\n'), flags: 3n})
    expect(await drafts.save()).toMatchObject({kind: 'conflict'})
    expect(await read()).toMatchObject({value: bytes('1\n2\n3\n4\ntheirs\n')})
    expect(current().conflict?.theirs?.value).toEqual(bytes('1\n2\n3\n4\ntheirs\n'))
    expect(new TextDecoder().decode(bytesOf(current().content))).toBe('mine 1\n2\n3\n4\n5\n')
    expect(current().saving).toBe(false)
  })

  test('stays where the write is refused', async () => {
    const {drafts, current} = await openDraft('a')
    drafts.change(draft => ({...draft, content: contentOf(new Uint8Array(512 * 1024 + 1).fill(97))}))
    await expect(drafts.save()).rejects.toMatchObject({status: 413})
    expect(current().saving).toBe(false)
    expect(isUnsaved(current())).toBe(true)
  })

  test('keeps what is typed while the write is under way, as a change of what was written', async () => {
    const {drafts, read, current} = await openDraft('a')
    drafts.edit(atEnd('b'))
    const saving = drafts.save()
    drafts.edit(atEnd('c'))
    await saving
    expect(await read()).toMatchObject({value: bytes('ab')})
    expect(new TextDecoder().decode(bytesOf(current().content))).toBe('abc')
    expect(isUnsaved(current())).toBe(true)
    expect(await drafts.save()).toMatchObject({kind: 'written'})
    expect(await read()).toMatchObject({value: bytes('abc')})
  })

  test('with another base can be undone to what it was, and that counts as a change', async () => {
    const {drafts, client, key, read, current} = await openDraft('base\n')
    await putKey(client, {key, value: bytes('theirs\n')})
    const theirs = await read()
    drafts.change(draft => rebased(draft, theirs, {content: contentOf(bytes('theirs\n')), flags: 0n}))
    expect(isUnsaved(current())).toBe(false)
    drafts.edit(undo)
    expect(new TextDecoder().decode(bytesOf(current().content))).toBe('base\n')
    expect(isUnsaved(current())).toBe(true)
  })
})

describe('the watch of a key that is edited', () => {
  test('tells of a change by someone else, of a deletion, and of nothing older than the base', async () => {
    const {drafts, client, key, read, current} = await openDraft('a')
    const now = () => systemClock.now()
    drafts.sight(current().base, now())
    expect(current().theirs).toBeUndefined()
    await putKey(client, {key, value: bytes('b')})
    const theirs = await read()
    drafts.sight(theirs, now())
    expect(current().theirs).toMatchObject({entry: theirs})
    const old = current().base
    drafts.change(draft => rebased(draft, theirs, draft))
    expect(current().theirs).toBeUndefined()
    drafts.sight(old, now())
    expect(current().theirs).toBeUndefined()
    await deleteKey(client, {key})
    drafts.sight(undefined, now())
    expect(current().theirs).toMatchObject({entry: undefined})
  })
})

test('broken JSON has a problem with its place, and is checked as what it was', async () => {
  const {drafts, current} = await openDraft('{"a": 1}')
  expect(await drafts.check()).toEqual({ok: true})
  drafts.edit(buffer => type(buffer, 'x'))
  expect(await drafts.check()).toMatchObject({ok: false, line: 1, column: 1})
  expect(current().kind).toBe('json')
})
