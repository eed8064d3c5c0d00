import {describe, expect, test} from 'vitest'
import type {KvEntry} from '../../../src/api/kv-entry.ts'
import {
  choose,
  chooseAll,
  chooseFlags,
  chooseWhole,
  clashesIn,
  conflictOf,
  resultOf,
  undecidedIn,
} from '../../../src/state/kv/conflict.ts'
import {bytesOf, contentOf} from '../../../src/state/kv/draft-content.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

const entryOf = (value: string | Uint8Array, flags = 0n): KvEntry => ({
  key: 'k',
  value: typeof value === 'string' ? bytes(value) : value,
  flags,
  lockIndex: 0,
  createIndex: '1',
  modifyIndex: '2',
})

type Versions = {
  readonly base: KvEntry | undefined
  readonly mine: string | Uint8Array
  readonly theirs: KvEntry | undefined
  readonly flags?: bigint
}

function conflictBetween({base, mine, theirs, flags = base?.flags ?? 0n}: Versions) {
  const draft = {base, content: contentOf(typeof mine === 'string' ? bytes(mine) : mine), flags}
  return {draft, conflict: conflictOf({...draft, theirs})}
}

const textOf = (result: ReturnType<typeof resultOf>) =>
  result && new TextDecoder('utf-8', {ignoreBOM: true}).decode(bytesOf(result.content))

describe('a conflict', () => {
  test('merges what only one has changed by itself', () => {
    const {draft, conflict} = conflictBetween({
      base: entryOf('1\n2\n3\n4\n5\n'),
      mine: 'mine\n2\n3\n4\n5\n',
      theirs: entryOf('1\n2\n3\n4\ntheirs'),
    })
    expect(undecidedIn(conflict)).toBe(0)
    expect(textOf(resultOf(conflict, draft))).toBe('mine\n2\n3\n4\ntheirs')
  })

  test('wants every clash decided, one by one or all at once', () => {
    const {draft, conflict} = conflictBetween({
      base: entryOf('1\n2\n3\n4\n5\n'),
      mine: 'm1\n2\n3\n4\nm5\n',
      theirs: entryOf('t1\n2\n3\n4\nt5\n'),
    })
    const [first = 0, second = 0] = clashesIn(conflict)
    expect(undecidedIn(conflict)).toBe(2)
    expect(resultOf(conflict, draft)).toBeUndefined()
    const both = choose(choose(conflict, first, 'both'), second, 'base')
    expect(undecidedIn(both)).toBe(0)
    expect(textOf(resultOf(both, draft))).toBe('m1\nt1\n2\n3\n4\n5\n')
    expect(textOf(resultOf(chooseAll(conflict, 'theirs'), draft))).toBe('t1\n2\n3\n4\nt5\n')
    expect(textOf(resultOf(chooseWhole(both, 'mine'), draft))).toBe('m1\n2\n3\n4\nm5\n')
  })

  test('takes flags that one has changed, and asks where both have', () => {
    const base = entryOf('a\n', 1n)
    expect(conflictBetween({base, mine: 'a\n', theirs: entryOf('b\n', 2n)}).conflict.flags.result).toBe(2n)
    expect(
      conflictBetween({base, mine: 'b\n', flags: 3n, theirs: entryOf('a\n', 1n)}).conflict.flags.result,
    ).toBe(3n)
    const {draft, conflict} = conflictBetween({base, mine: 'a\n', flags: 3n, theirs: entryOf('a\n', 2n)})
    expect(undecidedIn(conflict)).toBe(1)
    expect(resultOf(chooseFlags(conflict, 'mine'), draft)).toMatchObject({flags: 3n})
    expect(resultOf(chooseFlags(conflict, 'theirs'), draft)).toMatchObject({flags: 2n})
  })

  test('merges two keys that both made, though neither was there', () => {
    const {draft, conflict} = conflictBetween({base: undefined, mine: 'mine\n', theirs: entryOf('theirs\n')})
    expect(undecidedIn(conflict)).toBe(1)
    expect(textOf(resultOf(chooseAll(conflict, 'mine'), draft))).toBe('mine\n')
  })

  test('is one version or the other where theirs was deleted or one is no text', () => {
    const gone = conflictBetween({base: entryOf('a'), mine: 'b', theirs: undefined})
    expect(undecidedIn(gone.conflict)).toBe(1)
    expect(textOf(resultOf(chooseWhole(gone.conflict, 'mine'), gone.draft))).toBe('b')
    expect(undecidedIn(chooseWhole(gone.conflict, 'theirs'))).toBe(0)
    expect(resultOf(chooseWhole(gone.conflict, 'theirs'), gone.draft)).toBeUndefined()

    const raw = new Uint8Array([255, 0])
    const binary = conflictBetween({base: entryOf('a'), mine: 'b', theirs: entryOf(raw)})
    expect(binary.conflict.parts).toBeUndefined()
    expect(resultOf(chooseWhole(binary.conflict, 'theirs'), binary.draft)).toMatchObject({content: raw})
  })

  test('keeps a byte order mark unless somebody took it away', () => {
    const kept = conflictBetween({
      base: entryOf('\uFEFFa\n1\n2\n'),
      mine: '\uFEFFb\n1\n2\n',
      theirs: entryOf('\uFEFFa\n1\n2\n3\n'),
    })
    expect(textOf(resultOf(chooseAll(kept.conflict, 'mine'), kept.draft))).toMatch(/^\uFEFFb/)
    const taken = conflictBetween({
      base: entryOf('\uFEFFa\n1\n2\n'),
      mine: '\uFEFFb\n1\n2\n',
      theirs: entryOf('a\n1\n2\n'),
    })
    expect(textOf(resultOf(taken.conflict, taken.draft))).toBe('b\n1\n2\n')
  })
})
