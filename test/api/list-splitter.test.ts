import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {parseKvJson} from '../../src/api/kv-json.ts'
import {createListSplitter} from '../../src/api/list-splitter.ts'

const itemsIn = (chunks: readonly Uint8Array[]) => {
  const splitter = createListSplitter()
  const lists = chunks.map(splitter.push).filter(list => list !== undefined)
  return {items: lists.flatMap(list => parseKvJson(list)), isWhole: splitter.isWhole()}
}

/** Everything that an item of a KV answer can hold: quotes, escapes, brackets in names, long integers, nulls. */
const text = fc.oneof(
  fc.string({unit: 'binary'}).filter(each => each.isWellFormed()),
  fc.constantFrom('"', '\\', '\\"', '[{', '}],', '\\\\"', '\ufffd', '\\ufffd', '😀', 'é,', ''),
)
const entry = fc.record({
  Key: text,
  Flags: fc.bigInt({min: 0n, max: 2n ** 64n - 1n}).map(flags => JSON.rawJSON(String(flags))),
  Value: fc.option(text),
  Session: fc.option(text, {nil: undefined}),
})
const list = fc.oneof(fc.array(text), fc.array(entry))

describe('a JSON list in pieces', () => {
  it('gives the same items, wherever the chunks end', () => {
    fc.assert(
      fc.property(list, fc.boolean(), fc.array(fc.nat()), (items, pretty, cuts) => {
        const json = JSON.stringify(items, undefined, pretty ? 2 : undefined)
        const bytes = Buffer.from(json)
        const ends = [...cuts.map(cut => cut % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b)
        const chunks = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end))
        expect(itemsIn(chunks)).toEqual({items: parseKvJson(json), isWhole: true})
      }),
    )
  })

  it('gives the same items, split at every byte and byte by byte', () => {
    const json =
      '[{"Key":"a\\"],{\\\\","Flags":18446744073709551615,"Value":null},{"Key":"\\ufffd 😀 é","Value":"eA=="}]\n'
    const bytes = Buffer.from(json)
    const wanted = {items: parseKvJson(json), isWhole: true}
    for (let at = 0; at <= bytes.length; at++) {
      expect(itemsIn([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(wanted)
    }
    expect(itemsIn(Array.from(bytes, byte => Uint8Array.of(byte)))).toEqual(wanted)
  })

  it.each(['null', 'null\n', '[]', ' [ ] '])('is empty: %j', json => {
    expect(itemsIn([Buffer.from(json)])).toEqual({items: [], isWhole: true})
  })

  it.each(['', '[', '["a"', '["a",', '["a","b', '[{"a":1}', '["a"] x', 'hello', '{"a":1}', '"a"'])(
    'is not whole: %j',
    json => {
      expect(() => {
        if (!itemsIn([Buffer.from(json)]).isWhole) throw new SyntaxError('not whole')
      }).toThrow(SyntaxError)
    },
  )
})
