/** A key to be written; `flags` is what consul-kv-dashboard keeps its time and status in. */
export type KvEntry = {readonly key: string; readonly value: Buffer; readonly flags: number}

/** The key that a session holds. */
export const lockedKey = 'locks/deploy/leader'

/** The key whose value changes every few seconds. */
export const counterKey = 'metrics/orders/per-minute'

const environments = ['production', 'staging'] as const
const services = [
  'api',
  'auth',
  'cart',
  'catalog',
  'checkout',
  'inventory',
  'payments',
  'recommendations',
  'search',
  'web',
]

/** A few hundred keys as a shop has them, and the awkward ones that a browser of keys must survive. */
export function listKvEntries(nowSeconds: number): readonly KvEntry[] {
  return [...settings(), ...structured(), ...features(), ...awkward(), ...dashboard(nowSeconds)]
}

/** What the second datacenter has of it: a standby whose settings have drifted, as they do. */
export function listStandbyKvEntries(): readonly KvEntry[] {
  const drifted = settings()
    .filter(({key}) => key.startsWith('config/production/') && !key.endsWith('/auth/cache/ttl'))
    .map(own => (/replicas$/.test(own.key) ? {...own, value: Buffer.from('1')} : own))
  return [...drifted, text('config/production/web/maintenance-page', 'https://status.shop.example')]
}

function settings(): readonly KvEntry[] {
  return environments.flatMap(environment =>
    services.flatMap((service, index) => [
      text(`config/${environment}/${service}/log-level`, index % 4 === 0 ? 'debug' : 'info'),
      text(`config/${environment}/${service}/replicas`, String(2 + (index % 5))),
      text(`config/${environment}/${service}/timeout-ms`, String(500 + 250 * index)),
      text(
        `config/${environment}/${service}/database/url`,
        `postgres://${service}@postgres.service.consul:5432/${service}`,
      ),
      text(`config/${environment}/${service}/database/pool-size`, String(10 + index)),
      text(`config/${environment}/${service}/cache/ttl`, `${30 + index * 15}s`),
      text(`config/${environment}/${service}/owner`, `team-${service}@shop.example`),
    ]),
  )
}

function structured(): readonly KvEntry[] {
  return services.flatMap((service, index) => [
    json(`config/shared/${service}/limits.json`, {
      rps: 200 * (index + 1),
      burst: 50,
      clients: {mobile: 0.6, web: 0.4},
    }),
    text(
      `config/shared/${service}/routes.yaml`,
      `# Routes of ${service}\nroutes:\n  - path: /${service}\n    upstream: ${service}.service.consul\n    retries: ${index % 3}\n  - path: /${service}/health\n    public: false\n`,
    ),
    text(`deploys/${service}/current`, `2.${index}.0`),
    text(`deploys/${service}/previous`, `2.${Math.max(0, index - 1)}.9`),
  ])
}

function features(): readonly KvEntry[] {
  const names = [
    'one-click',
    'dark-mode',
    'gift-cards',
    'new-search',
    'express',
    'loyalty',
    'reviews-v2',
    'split-payment',
  ]
  const countries = ['at', 'ch', 'de', 'fr', 'jp', 'us']
  return names.flatMap((name, index) =>
    countries.map((country, other) =>
      json(`features/${country}/${name}`, {enabled: (index + other) % 3 > 0, percent: 10 * index}),
    ),
  )
}

function awkward(): readonly KvEntry[] {
  return [
    text('edge-cases/empty', ''),
    text('edge-cases/a folder that is a key/', ''),
    text('edge-cases/a folder that is a key/and has a child', 'yes'),
    text('/leading-slash', 'the name begins with a slash'),
    text('edge-cases//doubled', 'there is an empty name between two slashes'),
    text('edge-cases/key and folder', 'a key'),
    text('edge-cases/key and folder/below', 'and a folder of the same name'),
    text('edge-cases/key with spaces', 'spaces in the name'),
    text('edge-cases/percent%2Fslash', 'the name holds a percent sign, not a slash'),
    text('edge-cases/question?and#hash&amp', 'reserved characters'),
    text('edge-cases/日本語/キー', '値は日本語です 🗾'),
    text('edge-cases/ünïcödé', 'größer als ASCII'),
    text('edge-cases/hostile', '\u001b[2J\u001b]52;c;aG9zdGlsZQ==\u0007 control bytes \u001b[31mred'),
    text('edge-cases/long-line', 'all work and no play '.repeat(200)),
    text('edge-cases/many-lines', Array.from({length: 400}, (_, index) => `line ${index + 1}`).join('\n')),
    text('edge-cases/broken.json', '{"looks": "like JSON", "but": }'),
    entry('edge-cases/binary', Buffer.from(Array.from({length: 256}, (_, index) => index))),
    entry('edge-cases/gzip', Buffer.from('H4sIAAAAAAAAA8tIzcnJBwCGphA2BQAAAA==', 'base64')),
    entry('edge-cases/latin-1', Buffer.from('caf\u00e9', 'latin1')),
    entry('edge-cases/large-flags', Buffer.from('flags'), Number.MAX_SAFE_INTEGER),
    text(counterKey, '0'),
  ]
}

// consul-kv-dashboard: flags are seconds * 1000 + status, with 0 success, 1 warning, 2 danger, 3 info.
function dashboard(nowSeconds: number): readonly KvEntry[] {
  const rows = [
    ['dashboard/deploy/c1/web', 'web 2.14.0 deployed', 0],
    ['dashboard/deploy/c2/web', 'web 2.14.0 deployed', 0],
    ['dashboard/deploy/c3/web', 'web 2.14.0: smoke test was slow (4.1 s)', 1],
    ['dashboard/deploy/c1/payments', 'payments 1.22.3: health check failed after restart', 2],
    ['dashboard/backup/c2', 'nightly backup started', 3],
    ['dashboard/chef/c3', 'converged 214 resources', 0],
  ] as const
  return rows.map(([key, value, status], index) =>
    entry(key, Buffer.from(value), (nowSeconds - 600 + index * 45) * 1000 + status),
  )
}

function text(key: string, value: string): KvEntry {
  return entry(key, Buffer.from(value))
}

function json(key: string, value: unknown): KvEntry {
  return text(key, JSON.stringify(value, null, 2))
}

function entry(key: string, value: Buffer, flags = 0): KvEntry {
  return {key, value, flags}
}
