import {describe, expect, it} from 'vitest'
import {findConsul} from '../../scripts/setup/consul.mjs'
import {consulAdvice} from '../../scripts/setup/consul-advice.mjs'
import {isAtLeast} from '../../scripts/setup/node-version.mjs'
import {npmReason} from '../../scripts/setup/npm.mjs'
import {closingLine} from '../support/closing-line-reporter.ts'

describe('what set-up says', () => {
  it('tells how to get Consul by hand on each system', () => {
    expect(consulAdvice('darwin')).toBe(
      'install it with "brew install consul", or set CONSUL_BIN to a consul binary',
    )
    expect(consulAdvice('linux')).toContain('HashiCorp\'s "Install Consul" page')
  })

  it('does not pass over a CONSUL_BIN that names nothing', () => {
    const find = () => findConsul('/nowhere', {CONSUL_BIN: '/nowhere/consul', PATH: ''})
    expect(find).toThrow('CONSUL_BIN names /nowhere/consul, which is not an executable file')
  })

  it("gives npm's reason in one line", () => {
    const stderr = `npm warn Unknown user config
npm error code ENOTFOUND
npm error syscall getaddrinfo
npm error request to the registry failed, reason: getaddrinfo ENOTFOUND.
npm error A complete log of this run can be found in: a file`
    expect(npmReason({code: 1, stdout: '', stderr})).toBe(
      'request to the registry failed, reason: getaddrinfo ENOTFOUND',
    )
    expect(npmReason({code: 127, stdout: '', stderr: ''})).toBe('npm ended with code 127')
  })

  it('counts the tests in the closing line', () => {
    expect(closingLine({passed: 12, failed: 0, skipped: 0}, 0)).toBe('12 passed, 0 failed')
    expect(closingLine({passed: 12, failed: 1, skipped: 2}, 1)).toBe('12 passed, 1 failed, 2 skipped')
    expect(closingLine({passed: 0, failed: 0, skipped: 0}, 1)).toBe('0 passed, 1 failed')
  })
})

describe('a Node version', () => {
  it.each([
    ['v22.19.0', '>=22.19', true],
    ['v24.0.0', '>=22.19', true],
    ['v22.18.5', '>=22.19', false],
    ['v20.20.2', '>=22.19', false],
    ['v22.0.0', '>=22', true],
  ])('%s satisfies %s: %s', (version, range, expected) => {
    expect(isAtLeast(version, range)).toBe(expected)
  })
})
