import {afterAll, describe, expect, inject, it} from 'vitest'
import {deregisterService, listAgentServices, registerService} from '../../src/api/agent.ts'
import {createConsulClient} from '../../src/api/client.ts'
import {requestJson} from '../../src/demo/consul-http.ts'
import {parseServiceFile, ServiceFileError} from '../../src/state/service-file.ts'
import {uniqueName} from '../support/cluster.ts'

const {entry} = inject('cluster')
const client = createConsulClient({address: entry.httpAddress})
const name = uniqueName('file')
afterAll(() => client.close())

const services = async (text: string, path = 'web.json') => (await parseServiceFile(path, text)).services
const json = (value: unknown) => services(JSON.stringify(value))
const hcl = (text: string) => services(text, 'web.hcl')

/** Registers each service with a real agent, and gives back what the agent then has of it, as it says it. */
const registered = async (definitions: Awaited<ReturnType<typeof services>>) => {
  for (const definition of definitions) await registerService(client, definition)
  const [all, checks] = await Promise.all([
    requestJson(entry.httpAddress, '/v1/agent/services') as Promise<Record<string, Record<string, unknown>>>,
    requestJson(entry.httpAddress, '/v1/agent/checks') as Promise<Record<string, Record<string, unknown>>>,
  ])
  const typed = Object.keys((await listAgentServices(client)).data).filter(id => id.startsWith(name))
  for (const id of typed.filter(id => !id.includes('sidecar'))) await deregisterService(client, id)
  const of = (record: Record<string, Record<string, unknown>>) =>
    Object.values(record).filter(each => String(each.ServiceID ?? each.ID).startsWith(name))
  return {services: of(all), checks: of(checks)}
}

describe('a service file', () => {
  it.each([
    ['the object of the agent’s API', {Name: 'web', Port: 80}],
    ['the words of the configuration', {name: 'web', port: 80}],
    ['one service', {service: {name: 'web', port: 80}}],
    ['a list of services', {services: [{name: 'web', port: 80}]}],
  ])('may hold %s', async (_, value) => {
    expect(await json(value)).toEqual([{Name: 'web', Port: 80}])
  })

  it('may hold several services', async () => {
    expect(await json({service: {name: 'a'}, services: [{name: 'b'}, {name: 'c'}]})).toEqual([
      {Name: 'a'},
      {Name: 'b'},
      {Name: 'c'},
    ])
  })

  it('may be HCL', async () => {
    expect(await hcl('service {\n name = "web"\n port = 80\n tags = ["a"]\n}')).toEqual([
      {Name: 'web', Port: 80, Tags: ['a']},
    ])
    expect(await hcl('services = [{name = "a"}, {name = "b"}]')).toEqual([{Name: 'a'}, {Name: 'b'}])
    expect(await hcl('name = "web"')).toEqual([{Name: 'web'}])
  })

  it('keeps the operator’s own names as they are', async () => {
    const own = {my_key: 'x', 'other-key': 'y'}
    const [service] = await json({
      name: 'web',
      meta: own,
      tagged_addresses: {lan_ipv4: {address: '10.0.0.1', port: 1}},
      check: {http: 'http://x', interval: '10s', header: {x_token: ['a']}},
      proxy: {config: {bind_address: 'x'}},
    })
    expect(service).toMatchObject({
      Meta: own,
      Check: {Header: {x_token: ['a']}},
      Proxy: {Config: {bind_address: 'x'}},
    })
    expect(Object.keys(Object(service?.TaggedAddresses))).toEqual(['lan_ipv4'])
  })

  it.each([
    ['is no JSON', '{"name": ', 'web.json', /^web\.json is not JSON: /],
    [
      'is no HCL',
      '\nservice {',
      'web.hcl',
      /^web\.hcl is not HCL: line 2: Unclosed configuration block; There /,
    ],
    ['is empty', '', 'web.hcl', /^web\.hcl has a service without a name|defines no service$/],
    ['holds no object', '[]', 'web.json', /^web\.json defines no service$/],
    ['holds an empty list', '{"services": []}', 'web.json', /^web\.json defines no service$/],
    [
      'forgets a name',
      '{"services": [{"name": "a"}, {"port": 1}]}',
      'web.json',
      /^web\.json has a service without a name$/,
    ],
    ['has a number for a name', '{"name": 5}', 'web.json', /^web\.json has a service without a name$/],
    [
      'has two check blocks, where Consul takes one',
      'service {\n name = "a"\n check {\n ttl = "1h"\n }\n check {\n ttl = "2h"\n }\n}',
      'web.hcl',
      /^web\.hcl has 2 blocks of Check where one may stand/,
    ],
  ])('is named in the reason when it %s', async (_, text, path, reason) => {
    const failure = parseServiceFile(path, text)
    await expect(failure).rejects.toBeInstanceOf(ServiceFileError)
    await expect(failure).rejects.toThrow(reason)
  })
})

describe('a service file, registered with a real agent', () => {
  it('in the words of the configuration means the same to the API', async () => {
    const {services: found, checks} = await registered(
      await json({
        service: {
          id: `${name}-1`,
          name,
          tags: ['a'],
          address: '10.1.1.1',
          port: 8080,
          enable_tag_override: true,
          meta: {my_key: 'x'},
          weights: {passing: 5, warning: 2},
          tagged_addresses: {lan: {address: '10.2.2.2', port: 1}},
          checks: [
            {
              check_id: `${name}:http`,
              name: 'over http',
              http: 'https://127.0.0.1:1/health',
              tls_skip_verify: true,
              method: 'HEAD',
              header: {x_own: ['1']},
              interval: '17s',
              timeout: '3s',
              deregister_critical_service_after: '90m',
              status: 'warning',
              success_before_passing: 2,
            },
            {id: `${name}:ttl`, name: 'ttl', ttl: '1h', notes: 'a note', status: 'passing'},
          ],
        },
      }),
    )
    expect(found).toMatchObject([
      {
        ID: `${name}-1`,
        Service: name,
        Tags: ['a'],
        Address: '10.1.1.1',
        Port: 8080,
        EnableTagOverride: true,
        Meta: {my_key: 'x'},
        Weights: {Passing: 5, Warning: 2},
        TaggedAddresses: {lan: {Address: '10.2.2.2', Port: 1}},
      },
    ])
    expect(checks.map(check => check.CheckID).toSorted()).toEqual([`${name}:http`, `${name}:ttl`])
    expect(checks.find(check => check.Type === 'ttl')).toMatchObject({Notes: 'a note', Status: 'passing'})
  })

  it('in HCL, block by block, means the same to the API', async () => {
    const {services: found, checks} = await registered(
      await hcl(`service {
        id   = "${name}-2"
        name = "${name}"
        meta {
          my_key = "x"
        }
        weights {
          passing = 5
          warning = 2
        }
        tagged_addresses {
          lan {
            address = "10.2.2.2"
            port    = 1
          }
        }
        check {
          id       = "${name}:tcp"
          name     = "tcp"
          tcp      = "127.0.0.1:1"
          interval = "1m"
          timeout  = "2s"
        }
        checks = [
          {
            id  = "${name}:ttl2"
            ttl = "1h"
          }
        ]
      }`),
    )
    expect(found).toMatchObject([
      {
        ID: `${name}-2`,
        Meta: {my_key: 'x'},
        Weights: {Passing: 5, Warning: 2},
        TaggedAddresses: {lan: {Address: '10.2.2.2', Port: 1}},
      },
    ])
    expect(checks.map(check => check.CheckID).toSorted()).toEqual([`${name}:tcp`, `${name}:ttl2`])
  })

  it('in HCL may have a sidecar with its upstreams', async () => {
    const {services: found} = await registered(
      await hcl(`service {
        id   = "${name}-3"
        name = "${name}"
        port = 80
        connect {
          sidecar_service {
            proxy {
              upstreams {
                destination_name = "db"
                local_bind_port  = 9191
              }
              upstreams {
                destination_name = "cache"
                local_bind_port  = 9192
              }
            }
          }
        }
      }`),
    )
    expect(found.find(({Kind}) => Kind === 'connect-proxy')).toMatchObject({
      ID: `${name}-3-sidecar-proxy`,
      Proxy: {
        Upstreams: [
          {DestinationName: 'db', LocalBindPort: 9191},
          {DestinationName: 'cache', LocalBindPort: 9192},
        ],
      },
    })
  })

  it('may hold a proxy for another service', async () => {
    const {services: found} = await registered(
      await json({
        service: {
          kind: 'connect-proxy',
          id: `${name}-4`,
          name: `${name}-proxy`,
          port: 20_000,
          proxy: {
            destination_service_name: name,
            destination_service_id: `${name}-1`,
            local_service_address: '127.0.0.1',
            local_service_port: 80,
            config: {bind_address: '10.0.0.1'},
            mesh_gateway: {mode: 'local'},
          },
        },
      }),
    )
    expect(found).toMatchObject([
      {
        Proxy: {
          DestinationServiceName: name,
          DestinationServiceID: `${name}-1`,
          LocalServicePort: 80,
          Config: {bind_address: '10.0.0.1'},
          MeshGateway: {Mode: 'local'},
        },
      },
    ])
  })

  it('may hold a check that follows another service', async () => {
    const {checks} = await registered(
      await json({
        service: {
          id: `${name}-5`,
          name,
          checks: [{id: `${name}:alias`, alias_service: 'elsewhere', alias_node: entry.name}],
        },
      }),
    )
    expect(checks).toMatchObject([{CheckID: `${name}:alias`, Type: 'alias', ServiceID: `${name}-5`}])
  })
})
