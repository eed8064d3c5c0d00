import fc from 'fast-check'
import {expect, test} from 'vitest'
import {changedPlaces, replaced} from '../../../src/state/table/changed-places.ts'

const MOST = 3
const element = fc.integer({min: 0, max: 2})
const change = fc.tuple(fc.nat(), element)

test('the changed places of a list with a few elements replaced are those that a look at every element finds', () => {
  fc.assert(
    fc.property(fc.array(element, {minLength: 1}), fc.array(fc.array(change)), (first, steps) => {
      const lists: (readonly number[])[] = [first]
      for (const changes of steps) {
        const before = lists.at(-1) ?? []
        const elements = new Map(changes.map(([place, value]) => [place % before.length, value]))
        const after = replaced(before, elements)
        expect(after).toEqual(before.map((old, place) => elements.get(place) ?? old))
        lists.push(after)
      }
      for (const before of lists) {
        for (const after of lists) {
          const places = changedPlaces(before, after, MOST)
          const looked = changedPlaces([...before], [...after], MOST)
          expect(places?.toSorted((left, right) => left - right)).toEqual(looked)
        }
      }
    }),
  )
})

test('a list is itself where nothing is replaced by anything else', () => {
  const list = [1, 2, 3]
  expect(replaced(list, new Map([[1, 2]]))).toBe(list)
})
