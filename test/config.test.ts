import {inspect} from 'node:util'
import {describe, expect, it} from 'vitest'
import {type Config, ConfigError, type Environment, type Flags, resolveConfig} from '../src/config.ts'

const resolve = (flags: Flags = {}, env: Environment = {}): Config => resolveConfig(flags, env)
const messageOf = (flags: Flags, env: Environment = {}): string => {
  try {
    resolve(flags, env)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  throw new Error('nothing was wrong')
}

describe('the configuration', () => {
  it('is that of the consul CLI where nothing is said', () => {
    expect(resolve()).toEqual({
      address: 'http://127.0.0.1:8500',
      tls: {verify: true},
      consistency: 'default',
      readOnly: false,
      color: true,
    })
  })

  it.each<[string, Flags, Environment, Partial<Config>]>([
    ['-http-addr', {httpAddr: 'h:1'}, {}, {address: 'http://h:1'}],
    ['CONSUL_HTTP_ADDR', {}, {CONSUL_HTTP_ADDR: 'h:1'}, {address: 'http://h:1'}],
    [
      '-http-addr before CONSUL_HTTP_ADDR',
      {httpAddr: 'h:1'},
      {CONSUL_HTTP_ADDR: 'h:2'},
      {address: 'http://h:1'},
    ],
    ['an empty CONSUL_HTTP_ADDR', {}, {CONSUL_HTTP_ADDR: ''}, {address: 'http://127.0.0.1:8500'}],
    ['-token-file', {tokenFile: 'a'}, {}, {tokenFile: 'a'}],
    ['CONSUL_HTTP_TOKEN_FILE', {}, {CONSUL_HTTP_TOKEN_FILE: 'a'}, {tokenFile: 'a'}],
    ['-datacenter', {datacenter: 'dc2'}, {}, {datacenter: 'dc2'}],
    ['-namespace', {namespace: 'a'}, {CONSUL_NAMESPACE: 'b'}, {namespace: 'a'}],
    ['CONSUL_NAMESPACE', {}, {CONSUL_NAMESPACE: 'b'}, {namespace: 'b'}],
    ['-dns-addr and -domain', {dnsAddr: 'h:53', domain: 'test'}, {}, {dnsAddress: 'h:53', domain: 'test'}],
    ['-partition', {partition: 'a'}, {CONSUL_PARTITION: 'b'}, {partition: 'a'}],
    ['CONSUL_PARTITION', {}, {CONSUL_PARTITION: 'b'}, {partition: 'b'}],
    ['-stale', {stale: true}, {}, {consistency: 'stale'}],
    ['-read-only', {readOnly: true}, {}, {readOnly: true}],
    ['-no-color', {color: false}, {}, {color: false}],
  ])('takes %s', (_, flags, env, expected) => {
    expect(resolve(flags, env)).toMatchObject(expected)
  })

  it.each<[string, Flags, Environment, Partial<Config['tls']>]>([
    ['-ca-file', {caFile: 'a'}, {CONSUL_CACERT: 'b'}, {caFile: 'a'}],
    ['CONSUL_CACERT', {}, {CONSUL_CACERT: 'b'}, {caFile: 'b'}],
    ['-ca-path', {caPath: 'a'}, {CONSUL_CAPATH: 'b'}, {caPath: 'a'}],
    ['CONSUL_CAPATH', {}, {CONSUL_CAPATH: 'b'}, {caPath: 'b'}],
    ['-client-cert', {clientCert: 'a'}, {CONSUL_CLIENT_CERT: 'b'}, {clientCert: 'a'}],
    ['CONSUL_CLIENT_CERT', {}, {CONSUL_CLIENT_CERT: 'b'}, {clientCert: 'b'}],
    ['-client-key', {clientKey: 'a'}, {CONSUL_CLIENT_KEY: 'b'}, {clientKey: 'a'}],
    ['CONSUL_CLIENT_KEY', {}, {CONSUL_CLIENT_KEY: 'b'}, {clientKey: 'b'}],
    ['-tls-server-name', {tlsServerName: 'a'}, {CONSUL_TLS_SERVER_NAME: 'b'}, {serverName: 'a'}],
    ['CONSUL_TLS_SERVER_NAME', {}, {CONSUL_TLS_SERVER_NAME: 'b'}, {serverName: 'b'}],
    ['CONSUL_HTTP_SSL_VERIFY=false', {}, {CONSUL_HTTP_SSL_VERIFY: 'false'}, {verify: false}],
    ['CONSUL_HTTP_SSL_VERIFY=1', {}, {CONSUL_HTTP_SSL_VERIFY: '1'}, {verify: true}],
    ['an empty CONSUL_HTTP_SSL_VERIFY', {}, {CONSUL_HTTP_SSL_VERIFY: ''}, {verify: true}],
  ])('takes %s', (_, flags, env, expected) => {
    expect(resolve(flags, env).tls).toMatchObject(expected)
  })

  it('does not take a datacenter from the environment, as the consul CLI does not', () => {
    expect(resolve({}, {CONSUL_DATACENTER: 'dc2'})).not.toHaveProperty('datacenter')
  })
})

describe('the address', () => {
  it.each([
    ['localhost', {}, 'http://localhost'],
    ['10.0.0.1:8500', {}, 'http://10.0.0.1:8500'],
    ['[::1]:8500', {}, 'http://[::1]:8500'],
    ['http://h:8500/', {}, 'http://h:8500'],
    ['https://h:8501', {}, 'https://h:8501'],
    ['h:8501', {CONSUL_HTTP_SSL: 'true'}, 'https://h:8501'],
    ['h:8500', {CONSUL_HTTP_SSL: '0'}, 'http://h:8500'],
    ['https://h:8501', {CONSUL_HTTP_SSL: 'false'}, 'https://h:8501'],
    ['http://h:8500', {CONSUL_HTTP_SSL: 'true'}, 'https://h:8500'],
    ['unix:///var/run/consul.sock', {}, 'unix:///var/run/consul.sock'],
    ['unix:///var/run/consul.sock', {CONSUL_HTTP_SSL: 'true'}, 'unix:///var/run/consul.sock'],
  ])('%s with %o is %s', (httpAddr, env, address) => {
    expect(resolve({httpAddr}, env).address).toBe(address)
  })

  it.each(['h:port', 'h:99999', 'http://', 'h h', 'ftp://h:1', 'unix://socket', 'unix:///'])(
    'cannot be %o, and the reason says what it can be',
    httpAddr => {
      expect(messageOf({httpAddr})).toBe(
        `${httpAddr} is not an address: write host:port, https://host:port or unix:///path`,
      )
    },
  )
})

describe('an address with a path', () => {
  it.each(['https://host/consul', 'host:8500/consul', 'http://host:8500/?dc=dc2', 'http://host:8500/#x'])(
    'is refused, as the path would be dropped: %s',
    httpAddr => {
      expect(messageOf({httpAddr})).toBe(
        `${httpAddr.replace(/[?#].*/, '')} is not an address: a path cannot stand in it, only a host and a port`,
      )
    },
  )

  it('shows no password in the reason', () => {
    expect(messageOf({httpAddr: 'https://user:passw0rd@host/consul?token=s3cret'})).not.toMatch(
      /user|passw0rd|s3cret/,
    )
  })
})

describe('the token', () => {
  const given = {
    file: {tokenFile: 'flag file'},
    flag: {token: 'flag'},
    fileEnv: {CONSUL_HTTP_TOKEN_FILE: 'env file'},
    env: {CONSUL_HTTP_TOKEN: 'env'},
  }
  const tokenOf = (flags: Flags, env: Environment) => {
    const {token, tokenFile} = resolve(flags, env)
    return [token?.reveal(), tokenFile]
  }

  it('is that of -token-file, then -token, then CONSUL_HTTP_TOKEN_FILE, then CONSUL_HTTP_TOKEN', () => {
    const env = {...given.fileEnv, ...given.env}
    expect(tokenOf({...given.file, ...given.flag}, env)).toEqual([undefined, 'flag file'])
    expect(tokenOf(given.flag, env)).toEqual(['flag', undefined])
    expect(tokenOf({}, env)).toEqual([undefined, 'env file'])
    expect(tokenOf({}, given.env)).toEqual(['env', undefined])
    expect(tokenOf({}, {})).toEqual([undefined, undefined])
  })

  it('is not taken from the environment when a file is named on the command line', () => {
    expect(tokenOf(given.file, given.env)).toEqual([undefined, 'flag file'])
  })
})

describe('what is secret', () => {
  const secrets = ['t0ken-secret', 'pass:w0rd', 'user:pass']
  const shown = (config: Config): string =>
    [
      inspect(config, {depth: 9, showHidden: true}),
      JSON.stringify(config),
      `${config.token} ${config.basicAuth}`,
    ].join('\n')

  it('is known to who asks for it', () => {
    const {token, basicAuth} = resolve({token: 't0ken-secret'}, {CONSUL_HTTP_AUTH: 'user:pass:w0rd'})
    expect([token?.reveal(), basicAuth?.reveal()]).toEqual(['t0ken-secret', 'user:pass:w0rd'])
  })

  it('is not shown by accident', () => {
    const text = shown(resolve({token: 't0ken-secret'}, {CONSUL_HTTP_AUTH: 'user:pass:w0rd'}))
    for (const secret of secrets) expect(text).not.toContain(secret)
    expect(text).toContain('(secret)')
  })

  it('is not shown either when it stands in the address', () => {
    const config = resolve({httpAddr: 'https://user:pass%3Aw0rd@h:8501'})
    expect(config.address).toBe('https://h:8501')
    expect(config.basicAuth?.reveal()).toBe('user:pass:w0rd')
    expect(shown(config)).not.toContain('w0rd')
  })

  it('is that of CONSUL_HTTP_AUTH rather than of the address', () => {
    const config = resolve({httpAddr: 'http://a:b@h:1'}, {CONSUL_HTTP_AUTH: 'c:d'})
    expect([config.address, config.basicAuth?.reveal()]).toEqual(['http://h:1', 'c:d'])
  })

  it.each(['http://user:p@ss@h:port', 'http://user:p/ss@h:1', 'user:p@ss@h:port', 'https://user:%zz@h:port'])(
    'is left out of the reason why an address is none: %s',
    httpAddr => {
      const message = messageOf({httpAddr})
      expect(message).toContain('is not an address')
      expect(message).not.toMatch(/user|p@|ss@|p\/|%zz/)
    },
  )
})

describe('a variable that is neither true nor false', () => {
  it.each(['CONSUL_HTTP_SSL', 'CONSUL_HTTP_SSL_VERIFY'])('is refused by its name: %s', variable => {
    expect(messageOf({}, {[variable]: 'yes'})).toBe(`${variable}=yes is neither true nor false`)
  })

  it.each(['1', 't', 'T', 'TRUE', 'true', 'True'])('is not %s', CONSUL_HTTP_SSL => {
    expect(resolve({}, {CONSUL_HTTP_SSL}).address).toMatch(/^https:/)
  })

  it.each(['0', 'f', 'F', 'FALSE', 'false', 'False'])('nor %s', CONSUL_HTTP_SSL => {
    expect(resolve({}, {CONSUL_HTTP_SSL}).address).toMatch(/^http:/)
  })
})
