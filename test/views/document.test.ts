import {describe, expect, test} from 'vitest'
import {createTable} from '../../src/state/table/table.ts'
import {createTransitions} from '../../src/state/transitions.ts'
import {outputLines, statusAge} from '../../src/views/check-lines.ts'
import {DOCUMENT_KIND, documentLines} from '../../src/views/document/document.ts'
import {nodeSections} from '../../src/views/node/sections.ts'
import {createManualClock} from '../api/manual-clock.ts'
import {aCheck, aNode, aService} from '../state/samples.ts'

const textOf = (spans: readonly {readonly text: string}[]): string => spans.map(({text}) => text).join('')

describe('the page of a node', () => {
  const page = (failing: readonly string[], {output = '', services = ['a', 'b', 'c']} = {}) =>
    documentLines(
      nodeSections({
        found: {node: aNode(), services: services.map(id => aService({id, name: id}))},
        checks: ['a', 'b', 'c'].map(id =>
          aCheck({
            checkId: `check-${id}`,
            serviceId: id,
            status: failing.includes(id) ? 'critical' : 'passing',
            output,
          }),
        ),
        sessions: [],
        sessionsHidden: undefined,
        transitions: createTransitions(createManualClock()),
        now: 0,
        width: 80,
      }),
    )
  const open = (id: string) => {
    const table = createTable(DOCUMENT_KIND)
    table.setHeight(40)
    table.setRows(page([]))
    table.select(page([]).find(({target}) => target?.name === 'instance' && target.id === id)?.id)
    return table
  }

  test('keeps the cursor on a service when another one fails and moves above it', () => {
    const table = open('a')
    expect(table.current()?.target).toMatchObject({id: 'a'})
    table.setRows(page(['c']))
    expect(table.current()?.target).toMatchObject({id: 'a'})
  })

  test('keeps the cursor on a service when the one above it goes', () => {
    const table = open('b')
    table.setRows(page([], {services: ['b', 'c']}))
    expect(table.current()?.target).toMatchObject({id: 'b'})
  })

  test('has no two lines of one identity', () => {
    const ids = page(['b'], {output: 'one\ntwo\n\nthree'}).map(({id}) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('what a check says', () => {
  test('is wrapped to the page, not cut, and goes on further in', () => {
    const output = 'connect to 10.0.0.1:5432 failed: connection refused by the database server'
    const rows = outputLines(aCheck({output}), 30).map(({spans}) => textOf(spans))
    expect(rows).toEqual([
      '  connect to 10.0.0.1:5432 ',
      '    failed: connection ',
      '    refused by the database ',
      '    server',
    ])
  })

  test('is copied as the whole line from each of its rows', () => {
    const output = 'x'.repeat(70)
    const lines = outputLines(aCheck({output, notes: 'why'}), 30)
    expect(lines.map(({copy}) => copy)).toEqual(['why', output, output, output])
  })
})

describe('the age of a status', () => {
  test('is a time that stands still while a check does not change', () => {
    const clock = createManualClock()
    const transitions = createTransitions(clock)
    transitions.observe([aCheck()])
    const seen = clock.now()
    const text = (ms: number) => statusAge(aCheck(), transitions, seen + ms)
    expect(text(0)).toBe(text(59_000))
    const since = new Date(seen)
    const two = (value: number): string => String(value).padStart(2, '0')
    expect(text(61_000)).toMatch(
      new RegExp(`^no change seen since (.* )?${two(since.getHours())}:${two(since.getMinutes())}$`),
    )
    expect(text(62_000)).toBe(text(61_000))
    expect(text(3 * 86_400_000)).toMatch(/since \d{4}-\d\d-\d\d \d\d:\d\d$/)
  })

  test('counts from a change that was seen', () => {
    const clock = createManualClock()
    const transitions = createTransitions(clock)
    transitions.observe([aCheck({status: 'passing'})])
    clock.advance(1_000)
    transitions.observe([aCheck({status: 'critical'})])
    expect(statusAge(aCheck({status: 'critical'}), transitions, clock.now() + 42_000)).toBe('for 42s')
  })
})

test('a heading with a name out of the cluster is one line without control characters', () => {
  const [heading] = documentLines([{id: 'a', title: 'Make k?\nFALSE LINE \x1b[8mhidden', lines: []}])
  expect(textOf(heading?.spans ?? [])).not.toMatch(/[\n\x1b]/)
})
