import {describe, expect, it} from 'vitest'
import {type Facts, filterRows, parseFilter} from '../../../src/state/table/filter.ts'

type Row = Facts & {readonly name: string}

const rows: readonly Row[] = [
  {
    name: 'web',
    text: ['web', 'v1'],
    tag: ['v1', 'Primary'],
    node: ['n1'],
    status: ['passing'],
    meta: {env: 'prod'},
  },
  {
    name: 'web-admin',
    text: ['web-admin'],
    tag: ['v2'],
    node: ['n2', 'n3'],
    status: ['critical'],
    meta: {env: 'dev'},
  },
  {name: 'db', text: ['db', 'kv/a b'], tag: [], node: ['n1'], status: ['warning'], meta: {}},
  {name: 'printer', text: ['printer room 2']},
]

const keep = (filter: string): readonly string[] =>
  filterRows(rows, parseFilter(filter).terms, row => row).map(({name}) => name)
const all = rows.map(({name}) => name)

describe('a filter', () => {
  it.each([
    ['keeps all while it is empty', '', all],
    ['keeps all while it is blank', '   ', all],
    ['finds text anywhere', 'dmi', ['web-admin']],
    ['does not look at case', 'WEB', ['web', 'web-admin']],
    ['finds text in anything that a row shows', 'v1', ['web']],
    ['wants every word', 'web admin', ['web-admin']],
    ['inverts a word', '!web', ['db', 'printer']],
    ['inverts nothing while only the mark is typed', '!', all],
    ['finds a tag, in part', 'tag:prim', ['web']],
    ['inverts a tag', '!tag:v1', ['web-admin', 'db', 'printer']],
    ['finds a node', 'node:n3', ['web-admin']],
    ['finds a status', 'status:crit', ['web-admin']],
    ['wants every term', 'web status:passing', ['web']],
    ['finds metadata by key and value', 'meta.env:prod', ['web']],
    ['finds metadata by key alone', 'meta.env:', ['web', 'web-admin']],
    ['inverts metadata, also where there is no such key', '!meta.env:prod', ['web-admin', 'db', 'printer']],
    ['does not know a row by a field that it has not', 'status:', all],
    ['keeps all while the value is still to be typed', 'tag:', all],
    ['keeps all while an inverted value is still to be typed', '!tag:', all],
    ['takes an unknown field for text', 'foo:bar', []],
    ['takes a regex', '/^web$/', ['web']],
    ['takes a regex without regard to case', '/^WEB/', ['web', 'web-admin']],
    ['takes a regex with blanks', '/room \\d/', ['printer']],
    ['takes a regex with an escaped slash', '/kv\\/a/', ['db']],
    ['takes a regex for a field', 'node:/n[23]/', ['web-admin']],
    ['takes a regex with blanks for a field', 'tag:/prim|a b/', ['web']],
    ['inverts a regex', '!/^web/', ['db', 'printer']],
    ['inverts a regex for a field', '!status:/crit|warn/', ['web', 'printer']],
    ['takes a regex among words', 'web /adm/', ['web-admin']],
    ['takes a slash in a word for itself', 'kv/a', ['db']],
    ['takes words with slashes for words', 'kv/a b/', []],
    ['takes a regex that is still being typed for text', '/room', []],
    ['takes special characters of a text for themselves', 'web.', []],
  ])('%s: %s', (_, filter, kept) => {
    expect(keep(filter)).toEqual(kept)
  })

  it('keeps two words apart that both hold a slash', () => {
    expect(parseFilter('kv/a db/b').terms.map(({source}) => source)).toEqual(['kv/a', 'db/b'])
  })

  it('tells what is wrong with a regex, and keeps to the words before', () => {
    const {terms, error} = parseFilter('web /(/')
    expect(error).toContain('Unterminated group')
    expect(terms.map(({source}) => source)).toEqual(['web'])
  })

  it('tells the same of a regex for a field', () => {
    expect(parseFilter('tag:/[/').error).toBeDefined()
  })

  it('asks who knows about metadata where the row does not have it', () => {
    const asked: string[] = []
    const facts: Facts = {
      text: [],
      meta: ({key, source}) => {
        asked.push(`${key}=${source}`)
        return true
      },
    }
    expect(filterRows(['row'], parseFilter('meta.env:prod').terms, () => facts)).toEqual(['row'])
    expect(filterRows(['row'], parseFilter('!meta.env:prod').terms, () => facts)).toEqual([])
    expect(asked).toEqual(['env=prod', 'env=prod'])
  })

  it('gives the same rows back where there is nothing to filter', () => {
    expect(filterRows(rows, parseFilter('').terms, row => row)).toBe(rows)
  })
})
