import {hostileOutput} from './check-outputs.ts'
import type {ServiceSpec} from './service-spec.ts'

/** Databases, brokers and the odd ones out, in the first datacenter. */
export const dataServices: readonly ServiceSpec[] = [
  {
    name: 'postgres',
    instances: 3,
    port: 5432,
    tags: ['v15'],
    instanceTags: [['primary'], ['replica'], ['replica']],
    meta: {version: '15.6', team: 'data', cluster: 'orders'},
    checks: index => [
      {
        kind: 'script',
        name: 'Accepts connections',
        status: 'passing',
        lines: ['localhost:5432 - accepting connections'],
      },
      {
        kind: 'ttl',
        name: 'Replication lag',
        status: 'passing',
        output: `${index * 14} ms behind the primary`,
      },
    ],
  },
  {
    name: 'redis',
    instances: 3,
    port: 6379,
    tags: ['cache'],
    instanceTags: [['master']],
    meta: {version: '6.2.14', team: 'data', 'max-memory': '8gb'},
    checks: () => [{kind: 'ttl', name: 'Redis PING', status: 'passing', output: '+PONG'}],
  },
  {
    name: 'rabbitmq',
    instances: 3,
    port: 5672,
    tags: ['amqp'],
    meta: {version: '3.12.4', team: 'platform'},
    checks: () => [
      {kind: 'ttl', name: 'Cluster status', status: 'passing', output: 'running, no partitions, no alarms'},
    ],
  },
  {
    name: 'search',
    instances: 3,
    port: 9200,
    tags: ['elasticsearch', 'http'],
    meta: {version: '7.17.18', team: 'discovery'},
    weights: {Passing: 10, Warning: 3},
    checks: index => [
      index === 0
        ? {
            kind: 'ttl',
            name: 'Shard allocation',
            status: 'warning',
            output: 'yellow: 3 of 120 shards unassigned, heap at 83 %',
          }
        : {
            kind: 'ttl',
            name: 'Shard allocation',
            status: 'passing',
            output: 'green: all of my shards are assigned',
          },
    ],
  },
  {
    name: 'smtp-relay',
    instances: 1,
    port: 2525,
    tags: ['smtp'],
    meta: {version: '3.8.1', team: 'platform'},
    // Whoever can register a check can print anything; a terminal must not obey it.
    checks: () => [{kind: 'script', name: 'SMTP banner', status: 'passing', lines: hostileOutput}],
  },
  {
    name: '商品レビュー',
    idPrefix: 'reviews',
    instances: 2,
    port: 9800,
    tags: ['http', 'café'],
    meta: {version: '1.1.0', team: 'レビュー班 🛒', region: '東京', motto: 'naïve but nice'},
    checks: () => [{kind: 'http', name: 'ヘルスチェック'}],
  },
  {name: 'legacy-ftp', instances: 1, port: 2121, tags: [], meta: {}, checks: () => []},
]

/** What runs in the second datacenter. */
export const standbyServices: readonly ServiceSpec[] = [
  {
    name: 'web',
    instances: 2,
    port: 8080,
    tags: ['http', 'public', 'v2.13.4'],
    meta: {version: '2.13.4', team: 'storefront'},
    checks: () => [{kind: 'http', name: 'HTTP health endpoint'}],
  },
  {
    name: 'api',
    instances: 2,
    port: 9000,
    tags: ['http', 'internal', 'v5.3.1'],
    meta: {version: '5.3.1', team: 'platform'},
    checks: () => [{kind: 'http', name: 'HTTP health endpoint'}],
  },
  {
    name: 'postgres',
    instances: 1,
    port: 5432,
    tags: ['v15', 'standby'],
    meta: {version: '15.6', team: 'data', cluster: 'orders'},
    checks: () => [{kind: 'ttl', name: 'Replication lag', status: 'passing', output: '840 ms behind dc1'}],
  },
]
