import {describe, expect, it} from 'vitest'
import type {Answer} from '../../src/api/client.ts'
import {
  arrayOf,
  createInterned,
  type Decoder,
  field,
  number,
  object,
  optional,
  recordOf,
  string,
  withDefault,
} from '../../src/api/decode.ts'
import {isConsulError} from '../../src/api/errors.ts'
import {decodeAnswer} from '../../src/api/read.ts'

const instances = arrayOf(
  object(entry => ({
    service: field(
      entry,
      'Service',
      object(service => ({
        port: field(service, 'Port', number),
        tags: field(service, 'Tags', arrayOf(string)),
        meta: field(service, 'Meta', recordOf(string)),
        kind: field(service, 'Kind', optional(string)),
        weight: field(service, 'Weight', withDefault(number, 1)),
      })),
    ),
  })),
)

const decodeBody = <T>(value: unknown, decode: Decoder<T>): T => {
  const answer: Answer = {
    status: 200,
    method: 'GET',
    path: '/v1/health/service/web',
    body: typeof value === 'string' ? value : JSON.stringify(value),
    meta: {filteredByAcls: false},
  }
  return decodeAnswer(answer, decode)
}

const failure = (value: unknown): unknown => {
  try {
    return decodeBody(value, instances)
  } catch (error) {
    return error
  }
}

describe('decoding an answer', () => {
  it('makes lists and maps of null and of nothing', () => {
    const expected = [{service: {port: 80, tags: [], meta: {}, kind: undefined, weight: 1}}]
    expect(decodeBody([{Service: {Port: 80, Tags: null, Meta: null, Kind: null}}], instances)).toEqual(
      expected,
    )
    expect(decodeBody([{Service: {Port: 80}}], instances)).toEqual(expected)
    expect(decodeBody(null, instances)).toEqual([])
  })

  it('drops fields that it does not know', () => {
    const [instance] = decodeBody([{Service: {Port: 80, Locality: {Zone: 'a'}}, New: 1}], instances)
    expect(Object.keys(instance ?? {})).toEqual(['service'])
    expect(Object.keys(instance?.service ?? {})).toEqual(['port', 'tags', 'meta', 'kind', 'weight'])
  })

  it.each([
    [
      'a text for a number',
      [{Service: {Port: 80}}, {Service: {Port: '80'}}],
      '[1].Service.Port: expected a number, got a string',
    ],
    ['a missing field', [{Service: {}}], '[0].Service.Port: expected a number, got nothing'],
    ['null for an object', [{Service: null}], '[0].Service: expected an object, got null'],
    [
      'a wrong item of a list',
      [{Service: {Port: 1, Tags: ['a', 2]}}],
      '[0].Service.Tags[1]: expected a string, got a number',
    ],
    [
      'a wrong value of a map',
      [{Service: {Port: 1, Meta: {a: []}}}],
      '[0].Service.Meta.a: expected a string, got a list',
    ],
    [
      'an object for a list',
      [{Service: {Port: 1, Tags: {}}}],
      '[0].Service.Tags: expected a list, got an object',
    ],
  ])('names path and field of %s', (_, value, place) => {
    expect(failure(value)).toMatchObject({
      kind: 'protocol',
      shortMessage: `/v1/health/service/web ${place}`,
      path: '/v1/health/service/web',
    })
  })

  it('names the path alone where the whole answer is wrong', () => {
    expect(failure({})).toMatchObject({
      shortMessage: '/v1/health/service/web: expected a list, got an object',
    })
    expect(failure('<html>')).toMatchObject({
      kind: 'protocol',
      shortMessage: '/v1/health/service/web: the answer is not JSON',
    })
  })

  it('takes keys of a map for data, whatever they are called', () => {
    const meta = recordOf(string)(JSON.parse('{"__proto__":"a","constructor":"b"}'))
    expect(Object.entries(meta)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ])
    expect(recordOf(string)({}).toString).toBeUndefined()
  })

  it('leaves a fault of its own alone', () => {
    const broken = object(() => {
      throw new RangeError('a bug')
    })
    expect(() => decodeBody({}, broken)).toThrow(RangeError)
  })

  it('still demands strings of what is interned', () => {
    const interned = createInterned()
    expect(arrayOf(interned)(['node-1', 'node-1'])).toEqual(['node-1', 'node-1'])
    expect(() => interned(1)).toThrow('expected a string, got a number')
    expect(isConsulError(failure([{Service: 1}]))).toBe(true)
  })
})
