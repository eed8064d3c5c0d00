import {describe, expect, it} from 'vitest'
import {completeName, type NameCatalog} from '../../../src/state/dns/completion.ts'

const catalog: NameCatalog = {
  services: [
    {name: 'web', tags: ['canary', 'v1.2']},
    {name: 'webhook', tags: []},
    {name: 'my.web', tags: []},
    {name: '商品', tags: []},
  ],
  nodes: [
    {name: 'c1', address: '10.0.0.1'},
    {name: 'web.rack1', address: 'host.example'},
  ],
  queries: ['web-q'],
  datacenters: ['dc1', 'dc2'],
  domain: 'consul.',
}

const names = (text: string): readonly string[] => completeName(text, catalog).map(({name}) => name)

describe('completion', () => {
  it('begins with services, then queries and nodes', () => {
    expect(names('we')).toEqual([
      'web.service.consul',
      'webhook.service.consul',
      'web-q.query.consul',
      'web.rack1.node.consul',
    ])
  })

  it('has the rarer words once the service is typed, and the datacenters after the word', () => {
    expect(names('web.')).toEqual([
      'web.service.consul',
      'web.connect.consul',
      'web.ingress.consul',
      'web.virtual.consul',
      'web.rack1.node.consul',
    ])
    expect(names('WEB.service.')).toEqual([
      'web.service.consul',
      'web.service.dc1.consul',
      'web.service.dc2.consul',
    ])
    expect(names('c1.node.dc')).toEqual(['c1.node.dc1.consul', 'c1.node.dc2.consul'])
  })

  it('has tags, with dots in them too, and RFC 2782', () => {
    expect(names('can')).toEqual(['canary.web.service.consul'])
    expect(names('v1.2.w')).toEqual(['v1.2.web.service.consul'])
    expect(names('_web.')).toEqual(['_web._tcp.service.consul', '_web._canary.service.consul'])
  })

  it('has addresses, backwards and as names', () => {
    expect(names('10.')).toEqual(['10.0.0.1'])
    expect(names('0a')).toEqual(['0a000001.addr.consul'])
    expect(names('cons')).toEqual(['consul'])
  })

  it('leaves out what DNS cannot ask for, and what is complete', () => {
    expect(names('商')).toEqual([])
    expect(names('my')).toEqual([])
    expect(names('web.service.consul')).toEqual([])
  })

  it('says what each is', () => {
    expect(completeName('web.service.dc1', catalog)).toEqual([
      {name: 'web.service.dc1.consul', what: 'service in dc1'},
    ])
    expect(completeName('10', catalog)).toEqual([{name: '10.0.0.1', what: 'who has the address of c1'}])
  })

  it('stops at the limit', () => {
    const many = {
      ...catalog,
      services: Array.from({length: 10_000}, (_, i) => ({name: `s${i}`, tags: ['a', 'b']})),
    }
    expect(completeName('s', many, 20)).toHaveLength(20)
  })
})
