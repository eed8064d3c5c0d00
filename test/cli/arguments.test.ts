import {describe, expect, it} from 'vitest'
import {withTwoDashes} from '../../src/cli/arguments.ts'

describe('the arguments', () => {
  it.each([
    ['of the consul CLI get their second dash', ['-http-addr=h:1', '-stale'], ['--http-addr=h:1', '--stale']],
    ['keep a value that stands apart', ['-http-addr', 'h:1'], ['--http-addr', 'h:1']],
    ['of everybody else stay as they are', ['--http-addr=h:1', '--stale'], ['--http-addr=h:1', '--stale']],
    ['may be one letter', ['-h', '-V'], ['-h', '-V']],
    ['may be words and numbers', ['services', '-', '-1'], ['services', '-', '-1']],
    [
      'keep what a value holds',
      ['-token=a=-b', '-http-addr=http://h/-x'],
      ['--token=a=-b', '--http-addr=http://h/-x'],
    ],
    ['are left alone after two dashes', ['-stale', '--', '-stale'], ['--stale', '--', '-stale']],
  ])('%s', (_, args, expected) => {
    expect(withTwoDashes(args)).toEqual(expected)
  })
})
