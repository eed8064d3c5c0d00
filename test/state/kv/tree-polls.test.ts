import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {choosePolls, isPollable, pollableFolder, pollOf} from '../../../src/state/kv/tree-polls.ts'

describe('the folders that are polled', () => {
  test.each([
    [
      ['a/', 'b/'],
      ['a/', 'b/'],
    ],
    [
      ['a/x/', 'a/y/', 'b/', 'c/'],
      ['a/', 'b/', 'c/'],
    ],
    [
      ['a/x/1/', 'a/x/2/', 'a/y/', 'b/'],
      ['a/x/', 'a/y/', 'b/'],
    ],
    [['a/', 'b/', 'c/', 'd/'], ['']],
    [
      ['', 'a/', 'a/b/', 'a/b/c/'],
      ['', 'a/', 'a/b/'],
    ],
  ])('for %j are %j', (folders, polls) => {
    expect(choosePolls(folders, 3)).toEqual(polls)
  })

  test('are never too many, and cover every folder that is shown', () => {
    const folder = fc
      .array(fc.constantFrom('a/', 'b/', 'cc/', '/'), {maxLength: 5})
      .map(parts => parts.join(''))
    fc.assert(
      fc.property(fc.array(folder, {minLength: 1, maxLength: 12}), folders => {
        const polls = choosePolls(folders, 3)
        expect(polls.length).toBeLessThanOrEqual(3)
        for (const shown of folders) expect(pollOf(shown, polls)).toBeDefined()
      }),
    )
  })
})

/** Consul answers to a path that it does not take with another key's value, or not at all: such folders wake with the one around them. */
describe('a folder that no path names', () => {
  test.each([
    ['a/b/', 'a/b/'],
    ['a//', 'a/'],
    ['a//b/c/', 'a/'],
    ['/', ''],
    ['a/../', 'a/'],
    ['a/tab\t/', 'a/'],
    ['a/日本/', 'a/日本/'],
    ['a/%2F b/', 'a/%2F b/'],
  ])('%j wakes with %j', (folder, poll) => {
    expect(pollableFolder(folder)).toBe(poll)
    expect(isPollable(poll)).toBe(true)
  })
})
