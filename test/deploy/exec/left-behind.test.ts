import {expect, it} from 'vitest'
import type {Host, HostState} from '../../../src/deploy/board/host.ts'
import {describeLeftBehind} from '../../../src/deploy/exec/left-behind.ts'

const hosts = (state: HostState, ...nodes: readonly string[]): readonly Host[] =>
  nodes.map(node => ({node, state, expectation: 'expected', lastLine: '', bytes: 0, isCut: false}))

it('says of whom it was given up, and what becomes of them', () => {
  expect(describeLeftBehind([...hosts('done', 'a'), ...hosts('failed', 'b'), ...hosts('dead', 'c')])).toEqual(
    [],
  )
  expect(describeLeftBehind([...hosts('running', 'a'), ...hosts('silent', 'b', 'c')])).toEqual([
    'a still runs and goes on to its end. Its further output and its exit code are lost.',
    'b and c have not answered. Those that have not begun by now will not begin.',
  ])
  expect(describeLeftBehind(hosts('acked', 'a', 'b', 'c', 'd'))).toEqual([
    'a, b, c and d still run and go on to their end. Their further output and their exit codes are lost.',
  ])
  expect(describeLeftBehind(hosts('silent', 'a', 'b', 'c', 'd', 'e'))[0]).toMatch(
    /^a, b, c and 2 others have/,
  )
})
