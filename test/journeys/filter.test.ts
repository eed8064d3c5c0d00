import {describe, expect, inject, test} from 'vitest'
import {register, ttlCheck, turnCheck} from '../support/agent-calls.ts'
import {uniqueName} from '../support/cluster.ts'
import {openUi} from '../support/driver.ts'

const {entry, agents} = inject('cluster')
const address = entry.httpAddress
const other = agents.find(agent => agent.datacenter === 'dc1' && agent.name !== entry.name) ?? entry

/** The filter language, typed as an operator types it, on three services that only this test knows. */
describe('a filter on the services', () => {
  test.each([
    ['text anywhere in the name', (name: string) => `${name}-AP`, 'api'],
    ['text in a tag', (name: string) => `${name} canary`, 'web'],
    ['a tag', (name: string) => `${name} tag:v2`, 'api web'],
    ['not a tag', (name: string) => `${name} !tag:v2`, 'db'],
    ['a node', (name: string) => `${name} node:${other.name}`, 'db'],
    ['a status', (name: string) => `${name} status:warning`, 'web'],
    ['metadata', (name: string) => `${name} meta.team:core`, 'db'],
    ['metadata by a regex', (name: string) => `${name} meta.team:/^(core|edge)$/`, 'db web'],
    ['not that metadata', (name: string) => `${name} !meta.team:core`, 'api web'],
    ['a regex', (name: string) => `/^${name}-(api|db)$/`, 'api db'],
    ['a regex with blanks', (name: string) => `/${name}-web|no such thing/`, 'web'],
    ['several terms, all of which must hold', (name: string) => `${name} tag:v2 !status:warning`, 'api'],
  ])('finds by %s', async (_, filter, found) => {
    const name = uniqueName('filter')
    await register(address, {Name: `${name}-api`, Tags: ['v2']})
    await register(address, {
      Name: `${name}-web`,
      Tags: ['v2', 'canary'],
      Meta: {team: 'edge'},
      Checks: [ttlCheck(`${name}-web`, 'warning')],
    })
    await register(other.httpAddress, {Name: `${name}-db`, Meta: {team: 'core'}})
    const ui = await openUi({address})
    await ui.filter(filter(name))
    await ui.until(screen => serviceNames(screen, name) === found, `${found} alone`)
    await ui.see(new RegExp(`${found.split(' ').length} of \\d+ match`))
  })

  test('narrows with every key, and is as it was when it is left', async () => {
    const name = uniqueName('typing')
    await register(address, {Name: `${name}-one`})
    await register(address, {Name: `${name}-two`})
    const ui = await openUi({address})
    await ui.filter(name)
    await ui.until(screen => serviceNames(screen, name) === 'one two', 'both')
    await ui.press('table.filter')
    await ui.type('-tw')
    await ui.until(screen => serviceNames(screen, name) === 'two', 'one, before Enter')
    await ui.press('prompt.cancel')
    await ui.until(screen => serviceNames(screen, name) === 'one two', 'both again')
  })

  test('that cannot be read is a sentence, and no crash', async () => {
    const ui = await openUi({address})
    await ui.filter('/(/')
    await ui.see(/Unterminated group/)
  })

  test('that nothing matches says how to get out', async () => {
    const name = uniqueName('nothing')
    const ui = await openUi({address})
    await ui.see('consul')
    await ui.filter(name)
    await ui.see(`Nothing matches ${name}`)
    await ui.see('Esc clears the filter.')
  })
})

describe('a filter on the instances', () => {
  test.each([
    ['the output of a check', 'timeout', 'slow'],
    ['a tag', 'tag:blue', 'ok'],
    ['a node', `node:/^${other.name}$/`, 'far'],
    ['metadata', 'meta.rack:r7', 'far'],
    ['what is not passing', '!status:passing', 'slow'],
  ])('finds by %s', async (_, filter, found) => {
    const name = uniqueName('instances')
    await register(address, {Name: name, ID: `${name}-ok`, Tags: ['blue']})
    await register(address, {
      Name: name,
      ID: `${name}-slow`,
      Checks: [ttlCheck(`${name}-slow`)],
    })
    await turnCheck(address, `${name}-slow`, {status: 'critical', output: 'timeout after 2s'})
    await register(other.httpAddress, {Name: name, ID: `${name}-far`, Meta: {rack: 'r7'}})
    const ui = await openUi({address, columns: 140})
    await ui.openService(name)
    await ui.until(screen => instanceIds(screen, name).length === 3, 'three instances')
    await ui.filter(filter)
    await ui.until(screen => instanceIds(screen, name).join() === found, `${found} alone`)
    await ui.see('1 of 3 match')
  })
})

describe('a filter on the members', () => {
  test.each([
    ['a role', 'server', /^alive +s\d/],
    ['a node', `node:/^${other.name}$/`, new RegExp(`^alive +${other.name} `)],
    ['node metadata', 'meta.instance:c5', /^alive +c\d/],
    ['a regex', '/^c[12]$/', /^alive +c[12] /],
  ])('finds by %s', async (_, filter, row) => {
    const ui = await openUi({address, view: 'members'})
    await ui.see(/^alive +s1/)
    await ui.see(/^alive +c1/)
    await ui.filter(filter)
    await ui.see(/\d of \d+ match/)
    await ui.until(screen => rowsOf(screen).length < 6, 'fewer members')
    const rows = rowsOf(ui.screen())
    expect(rows.length).toBeGreaterThan(0)
    for (const line of rows) expect(line).toMatch(row)
  })
})

function serviceNames(screen: readonly string[], name: string): string {
  return screen
    .flatMap(line => new RegExp(`^[✖▲✔◆] \\w+ +${name}-([a-z]+)`).exec(line)?.[1] ?? [])
    .sort()
    .join(' ')
}

/** Of the list only: the panel below it names an instance too. */
function instanceIds(screen: readonly string[], name: string): readonly string[] {
  const end = screen.findIndex(line => line.startsWith('───'))
  return screen
    .slice(0, end)
    .flatMap(line => new RegExp(`^[✖▲✔◆] \\w+ .*${name}-([a-z]+)`).exec(line)?.[1] ?? [])
}

function rowsOf(screen: readonly string[]): readonly string[] {
  return screen.filter(line => /^(alive|failed|left|leaving) /.test(line))
}
