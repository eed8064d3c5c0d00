import type {DemoAgent} from '../../src/demo/cluster-types.ts'
import {requestJson} from '../../src/demo/consul-http.ts'
import {uniqueName, until} from './cluster.ts'

/** Names of what a {@link registerDnsCatalog} has put into the catalog. */
export type DnsCatalog = {
  /** Three instances, of which one is critical; tags `blue` and `v1.2` on the first; behind a sidecar and an ingress gateway. */
  readonly web: string
  /** All of its instances are critical. */
  readonly critical: string
  readonly v6: string
  readonly external: string
  /** 60 instances, each on a node of its own. */
  readonly many: string
  readonly v6Node: string
  readonly query: string
  /** What the names begin with that the template answers. */
  readonly template: string
  readonly remove: () => Promise<void>
}

type Instance = {
  readonly node: string
  readonly address: string
  readonly service: Readonly<Record<string, unknown>> & {readonly Service: string}
  readonly status?: 'passing' | 'critical'
}

/** One of each form that a name can ask for, on nodes that no agent runs on. */
export async function registerDnsCatalog(entry: DemoAgent): Promise<DnsCatalog> {
  const names = namesOf(uniqueName('dns'))
  const instances = instancesOf(names)
  const call = (path: string, body: unknown, method: 'PUT' | 'POST' | 'DELETE' = 'PUT') =>
    requestJson(entry.httpAddress, path, {method, body})
  for (const {node, address, service, status = 'passing'} of instances) {
    await call('/v1/catalog/register', {
      Node: node,
      Address: address,
      NodeMeta: {rack: 'r1', quote: 'a "b" c'},
      Service: service,
      Check: {
        CheckID: `${node}:up`,
        Name: 'up',
        Status: status,
        Output: 'no route to host',
        ServiceID: service.ID,
      },
    })
  }
  const queries = (await Promise.all([
    call('/v1/query', {Name: names.query, Service: {Service: names.web}, DNS: {TTL: '7s'}}, 'POST'),
    call(
      '/v1/query',
      {
        Name: names.template,
        Template: {Type: 'name_prefix_match'},
        Service: {Service: `\${name.suffix}`},
      },
      'POST',
    ),
  ])) as readonly {readonly ID: string}[]
  const gateway = instances.at(-1)?.service.Service ?? ''
  await call('/v1/config', {Kind: 'service-defaults', Name: names.web, Protocol: 'tcp'})
  await call('/v1/config', {
    Kind: 'ingress-gateway',
    Name: gateway,
    Listeners: [{Port: 8888, Protocol: 'tcp', Services: [{Name: names.web}]}],
  })
  await until(async () => {
    const found = await requestJson(entry.httpAddress, `/v1/health/ingress/${names.web}`)
    return Array.isArray(found) && found.length > 0
  }, 'the ingress gateway')
  return {
    ...names,
    remove: async () => {
      for (const node of new Set(instances.map(instance => instance.node))) {
        await call('/v1/catalog/deregister', {Node: node})
      }
      for (const {ID} of queries) await call(`/v1/query/${ID}`, undefined, 'DELETE')
      await call(`/v1/config/ingress-gateway/${gateway}`, undefined, 'DELETE')
      await call(`/v1/config/service-defaults/${names.web}`, undefined, 'DELETE')
    },
  }
}

function namesOf(base: string): Omit<DnsCatalog, 'remove'> {
  const named = (suffix: string): string => `${base}-${suffix}`
  return {
    web: named('web'),
    critical: named('critical'),
    v6: named('v6'),
    external: named('external'),
    many: named('many'),
    v6Node: named('node6'),
    query: named('query'),
    template: named('geo-'),
  }
}

function instancesOf(names: Omit<DnsCatalog, 'remove'>): readonly Instance[] {
  const service = (name: string, id: string, more: Readonly<Record<string, unknown>> = {}) => ({
    Service: name,
    ID: id,
    Port: 8080,
    ...more,
  })
  const {web, critical, v6, external, many, v6Node} = names
  return [
    {node: `${web}-n1`, address: '10.1.0.1', service: service(web, `${web}-1`, {Tags: ['blue', 'v1.2']})},
    {node: `${web}-n2`, address: '10.1.0.2', service: service(web, `${web}-2`, {Address: '10.9.8.7'})},
    {node: `${web}-n3`, address: '10.1.0.3', service: service(web, `${web}-3`), status: 'critical'},
    {
      node: `${critical}-n1`,
      address: '10.1.0.4',
      service: service(critical, `${critical}-1`),
      status: 'critical',
    },
    {node: v6Node, address: 'fd00::6', service: service(v6, `${v6}-1`, {Address: 'fd00::7'})},
    {
      node: `${external}-n1`,
      address: '10.1.0.5',
      service: service(external, `${external}-1`, {Address: 'cache.example.com'}),
    },
    ...Array.from({length: 60}, (_, i) => ({
      node: `${many}-n${100 + i}`,
      address: `10.2.0.${100 + i}`,
      service: service(many, `${many}-${i}`),
    })),
    {
      node: `${web}-n1`,
      address: '10.1.0.1',
      service: service(`${web}-proxy`, `${web}-proxy-1`, {
        Kind: 'connect-proxy',
        Port: 21_000,
        Proxy: {DestinationServiceName: web},
      }),
    },
    {
      node: `${web}-gw`,
      address: '10.1.0.6',
      service: service(`${web}-gw`, `${web}-gw-1`, {Kind: 'ingress-gateway', Port: 8888}),
    },
  ]
}
