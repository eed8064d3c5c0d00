import {describe, expect, it} from 'vitest'
import type {AgentDns, AgentSelf} from '../../../src/api/agent-self.ts'
import {ConsulError} from '../../../src/api/errors.ts'
import {dnsSettings} from '../../../src/state/dns/settings.ts'

const self = (dns: AgentDns): AgentSelf => ({
  nodeName: 'c1',
  nodeId: '',
  datacenter: 'dc1',
  server: false,
  version: '1.8.7',
  dns,
})
const httpAddress = 'http://10.0.0.1:8500'
const listening = (...addresses: readonly string[]) =>
  dnsSettings({self: self({port: 8600, addresses}), httpAddress}).servers

describe('where DNS is asked', () => {
  it.each([
    ['where HTTP answers', ['udp://10.0.0.2:8600', 'udp://10.0.0.1:8600'], {host: '10.0.0.1', port: 8600}],
    [
      'at the host of HTTP where it listens everywhere',
      ['tcp://0.0.0.0:53', 'udp://0.0.0.0:53'],
      {host: '10.0.0.1', port: 53},
    ],
    ['the same with IPv6', ['udp://[::]:53'], {host: '10.0.0.1', port: 53}],
    [
      'at another address that is not a loopback',
      ['udp://127.0.0.1:53', 'udp://10.0.0.3:53'],
      {host: '10.0.0.3', port: 53},
    ],
  ])('%s', (_, addresses, server) => {
    expect(listening(...addresses)).toEqual([server])
  })

  it('nowhere, where the agent has turned it off', () => {
    const {servers, origin} = dnsSettings({self: self({port: -1, addresses: []}), httpAddress})
    expect([servers, origin]).toEqual([[], 'the agent c1 has DNS turned off (ports.dns is -1)'])
  })

  it('out of reach, where it is only on the agent’s loopback', () => {
    const {origin} = dnsSettings({self: self({port: 53, addresses: ['udp://127.0.0.1:53']}), httpAddress})
    expect(origin).toContain('only on its own loopback')
    const near = {
      self: self({port: 53, addresses: ['udp://127.0.0.1:53']}),
      httpAddress: 'unix:///run/consul.sock',
    }
    expect(dnsSettings(near)).toMatchObject({
      servers: [{host: '127.0.0.1', port: 53}],
      origin: 'the agent c1',
    })
  })

  it('at a guess, where the agent does not tell', () => {
    const forbidden = new ConsulError({kind: 'forbidden', shortMessage: 'no'})
    expect(dnsSettings({self: forbidden, httpAddress})).toMatchObject({
      servers: [{host: '10.0.0.1', port: 8600}],
      origin: 'assumed, as this token may not read where the agent listens (needs agent:read)',
      zones: {domain: 'consul.'},
    })
    expect(dnsSettings({self: self({}), httpAddress: 'http://[::1]:8500'}).servers).toEqual([
      {host: '::1', port: 8600},
    ])
  })

  it('where the flags say', () => {
    const settings = dnsSettings({
      self: self({port: -1, domain: 'consul.', altDomain: 'alt.'}),
      httpAddress,
      dnsAddress: '10.0.0.9:53,10.0.0.8',
      domain: 'test',
    })
    expect(settings).toMatchObject({
      servers: [
        {host: '10.0.0.9', port: 53},
        {host: '10.0.0.8', port: 8600},
      ],
      origin: 'named by --dns-addr',
      zones: {domain: 'test.', altDomain: 'alt.'},
    })
    expect(() => dnsSettings({self: self({}), httpAddress, dnsAddress: 'x:y'})).toThrow('is no address')
  })
})
