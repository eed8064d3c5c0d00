import {describe, expect, test} from 'vitest'
import {
  nextDatacenter,
  parseTarget,
  type TargetContext,
  typedTarget,
} from '../../../src/state/kv/copy-target.ts'

const known = ['dc1', 'dc2']
const of = (key: string, more: Partial<TargetContext> = {}): TargetContext => ({
  source: {kind: key.endsWith('/') ? 'folder' : 'key', key},
  from: {},
  own: 'dc1',
  known,
  ...more,
})

describe('what is typed as a target', () => {
  test.each([
    ['a key', 'a/b', 'c/d', 'c/d', undefined],
    ['a folder, with or without its slash', 'a/', 'c', 'c/', undefined],
    ['a key into a folder, where it keeps its name', 'a/b', 'c/', 'c/b', undefined],
    ['a datacenter and a key', 'a/b', 'dc2:c/d', 'c/d', 'dc2'],
    ['a datacenter alone: the same place there', 'a/', 'dc2:', 'a/', 'dc2'],
    ['the agent’s own datacenter by its name', 'a', 'dc1:b', 'b', undefined],
    ['a word that is no datacenter, which is part of the key', 'a', 'dc9:b', 'dc9:b', undefined],
    ['a key that looks like a datacenter, behind one', 'a', 'dc1:dc2:b', 'dc2:b', undefined],
    ['nothing', 'a', '', '', undefined],
    ['doubled and leading slashes, as they are', 'a/', '//c//', '//c//', undefined],
  ])('may be %s', (_, source, text, target, datacenter) => {
    expect(parseTarget(text, of(source))).toEqual({target, to: datacenter === undefined ? {} : {datacenter}})
  })

  test('stays in the datacenter, namespace and partition that are looked at', () => {
    const from = {datacenter: 'dc2', namespace: 'team-a'}
    expect(parseTarget('b', of('a', {from}))).toEqual({target: 'b', to: from})
    expect(parseTarget('dc1:b', of('a', {from}))).toEqual({target: 'b', to: {namespace: 'team-a'}})
  })

  test('knows no datacenter before Consul has named them', () => {
    expect(parseTarget('dc2:b', of('a', {known: undefined}))).toEqual({target: 'dc2:b', to: {}})
  })
})

test('the line begins with where it is, so that Enter alone would change nothing', () => {
  for (const key of ['a/b', 'a/', 'dc2:x', 'dc1:x/', 'dc9:x', '//'])
    expect(parseTarget(typedTarget(of(key)), of(key))).toEqual({target: key, to: {}})
})

test('Tab goes round the datacenters and keeps the rest', () => {
  const lines = ['a/']
  for (let press = 0; press < 3; press += 1) lines.push(nextDatacenter(lines.at(-1) ?? '', known))
  expect(lines).toEqual(['a/', 'dc1:a/', 'dc2:a/', 'a/'])
})
