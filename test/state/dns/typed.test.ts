import {describe, expect, it} from 'vitest'
import {parseProbe} from '../../../src/state/dns/probe-plan.ts'
import {formatQuestion, parseQuestion} from '../../../src/state/dns/question-text.ts'
import {nextType, TYPE_NAMES} from '../../../src/state/dns/question-type.ts'

describe('a question as it is typed', () => {
  it.each([
    ['web.service', {name: 'web.service', type: 'A'}],
    ['  web.service   srv ', {name: 'web.service', type: 'SRV'}],
    ['_web._tcp.service', {name: '_web._tcp.service', type: 'SRV'}],
    ['10.1.0.1', {name: '10.1.0.1', type: 'PTR'}],
  ])('is read: %j', (text, question) => {
    expect(parseQuestion(text)).toEqual(question)
  })

  it.each([
    ['', 'there is no name'],
    ['web FOO', 'no type called FOO here: A, AAAA'],
    ['web A B', 'all that can be asked'],
  ])('or refused with the reason: %j', (text, problem) => {
    expect(parseQuestion(text)).toEqual({problem: expect.stringContaining(problem)})
  })

  it('is written so that it reads the same again', () => {
    const text = formatQuestion({name: 'web.service.consul.', type: 'SRV'})
    expect(text).toBe('web.service.consul SRV')
    expect(parseQuestion(text)).toEqual({name: 'web.service.consul', type: 'SRV'})
    expect(formatQuestion({name: '.', type: 'NS'})).toBe('. NS')
  })

  it('goes through all types and begins again', () => {
    const types = TYPE_NAMES.map((_, index) =>
      Array.from({length: index}).reduce<ReturnType<typeof nextType>>(type => nextType(type), 'A'),
    )
    expect(types).toEqual(TYPE_NAMES)
    expect(nextType('CNAME')).toBe('A')
  })
})

describe('a probe as it is typed', () => {
  it('is a rate, and may be a time and servers', () => {
    expect(parseProbe('5')).toEqual({perSecond: 5, seconds: 10})
    expect(parseProbe(' 0.5  60 ')).toEqual({perSecond: 0.5, seconds: 60})
    expect(parseProbe('20 10 10.0.0.1,[::1]:53')).toEqual({
      perSecond: 20,
      seconds: 10,
      servers: [
        {host: '10.0.0.1', port: 8600},
        {host: '::1', port: 53},
      ],
    })
  })

  it.each([
    ['', 'a rate is'],
    ['fast', 'a rate is'],
    ['-1', 'a rate is'],
    ['1001', '1000 at the most'],
    ['Infinity', 'a rate is'],
    ['1 0', 'how long is'],
    ['1 4000', '3600 at the most'],
    ['0.1 1', 'not even one query'],
    ['1 1 a b', 'commas'],
    ['1 1 a:b:c', 'a:b:c is no address'],
  ])('is refused with the reason: %j', (text, problem) => {
    expect(parseProbe(text)).toEqual({problem: expect.stringContaining(problem)})
  })
})
