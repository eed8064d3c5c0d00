import type {AgentService} from '../../src/api/agent-service.ts'
import type {ServiceInstance} from '../../src/api/health.ts'
import type {HealthCheck} from '../../src/api/health-check.ts'
import type {Member} from '../../src/api/member.ts'
import type {Node} from '../../src/api/node.ts'
import type {CatalogService} from '../../src/state/queries/services.ts'

/** A check of the node n1; with a service id and name, of that service. */
export const aCheck = (fields: Partial<HealthCheck> = {}): HealthCheck => ({
  node: 'n1',
  checkId: 'check',
  name: 'a check',
  status: 'critical',
  notes: '',
  output: '',
  serviceId: '',
  serviceName: '',
  serviceTags: [],
  modifyIndex: 1,
  ...fields,
})

export const aNode = (fields: Partial<Node> = {}): Node => ({
  name: 'n1',
  address: '10.0.0.1',
  datacenter: 'dc1',
  taggedAddresses: {},
  meta: {},
  ...fields,
})

export const aService = (fields: Partial<AgentService> = {}): AgentService => ({
  id: 'web-1',
  name: 'web',
  tags: [],
  address: '',
  port: 80,
  weights: {passing: 1, warning: 1},
  meta: {},
  ...fields,
})

export const anInstance = (fields: Partial<ServiceInstance> = {}): ServiceInstance => ({
  node: aNode(),
  service: aService(),
  checks: [],
  ...fields,
})

export const aMember = (fields: Partial<Member> = {}): Member => ({
  name: 'n1',
  address: '10.0.0.1',
  port: 8301,
  status: 'alive',
  server: false,
  datacenter: 'dc1',
  build: '1.8.7',
  protocol: {current: 2, min: 1, max: 5},
  nonVoter: false,
  tags: {},
  ...fields,
})

export const aCatalogService = (fields: Partial<CatalogService> = {}): CatalogService => ({
  name: 'web',
  tags: [],
  nodes: ['n1'],
  instanceCount: 1,
  ...fields,
})
