import {paymentsFailure} from './check-outputs.ts'
import {healthEndpoint, type ServiceSpec} from './service-spec.ts'

/** The service whose health endpoint fails and recovers all the time. */
export const flappingService = 'recommendations'

const onlyHttp = () => [healthEndpoint]

/** The shop's services in the first datacenter: mostly well, with one of each trouble that an operator meets. */
export const shopServices: readonly ServiceSpec[] = [
  {
    name: 'web',
    instances: 6,
    port: 8080,
    tags: ['http', 'public', 'v2.14.0'],
    instanceTags: [['canary']],
    meta: {version: '2.14.0', team: 'storefront', protocol: 'http'},
    weights: {Passing: 10, Warning: 1},
    checks: onlyHttp,
  },
  {
    name: 'api',
    instances: 4,
    port: 9000,
    tags: ['http', 'internal', 'v5.3.1'],
    meta: {version: '5.3.1', team: 'platform', 'api-levels': 'v1,v2'},
    weights: {Passing: 5, Warning: 1},
    checks: () => [
      healthEndpoint,
      {kind: 'script', name: 'Open file descriptors', status: 'passing', lines: ['412 of 65536 in use']},
    ],
  },
  {
    name: 'auth',
    instances: 3,
    port: 9100,
    tags: ['http', 'oidc'],
    meta: {version: '1.9.4', team: 'identity'},
    checks: onlyHttp,
  },
  {
    name: 'cart',
    instances: 3,
    port: 9210,
    tags: ['http'],
    meta: {version: '3.0.2', team: 'storefront'},
    checks: onlyHttp,
  },
  {
    name: 'catalog',
    instances: 4,
    port: 9300,
    tags: ['http', 'grpc'],
    meta: {version: '7.1.0', team: 'catalog'},
    checks: onlyHttp,
  },
  {
    name: 'checkout',
    instances: 3,
    port: 9400,
    tags: ['http', 'pci'],
    meta: {version: '4.4.0', team: 'payments'},
    checks: onlyHttp,
  },
  {
    name: 'payments',
    instances: 2,
    port: 9500,
    tags: ['http', 'pci', 'v1.22.3'],
    meta: {version: '1.22.3', team: 'payments', runbook: 'https://runbooks.shop.example/payments'},
    checks: () => [
      {kind: 'script', name: 'Card processor round trip', status: 'critical', lines: paymentsFailure},
    ],
  },
  {
    name: flappingService,
    instances: 2,
    port: 9600,
    tags: ['http', 'ml'],
    meta: {version: '0.8.0-rc2', team: 'discovery'},
    checks: onlyHttp,
  },
  {
    name: 'inventory',
    instances: 2,
    port: 9700,
    tags: ['http'],
    meta: {version: '2.2.7', team: 'logistics'},
    checks: onlyHttp,
    maintenance: 'Moving to the new warehouse database, back at 18:00 UTC (ask logistics)',
  },
  {
    name: 'image-resizer',
    instances: 24,
    port: 10_000,
    tags: ['worker', 'spot'],
    meta: {version: '1.0.31', team: 'media'},
    checks: () => [{kind: 'http', name: 'HTTP health endpoint', everySeconds: 10}],
  },
]
