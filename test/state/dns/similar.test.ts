import {expect, test} from 'vitest'
import {similarNames} from '../../../src/state/dns/similar.ts'

test.each([
  ['wbe', ['web', 'api', 'webhook'], ['web']],
  ['Web', ['web', 'webhook'], ['webhook']],
  ['paymets', ['payments', 'payment'], ['payments']],
  ['xyz', ['web', 'api'], []],
])('%s may be meant for what is near', (wanted, names, found) => {
  expect(similarNames(wanted, names)).toEqual(found)
})
