import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, inject, onTestFinished, test} from 'vitest'
import {requestJson} from '../../src/demo/consul-http.ts'
import {agentServices} from '../support/agent-calls.ts'
import {uniqueName} from '../support/cluster.ts'
import {openUi} from '../support/driver.ts'

const {entry} = inject('cluster')
const address = entry.httpAddress

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lictor-register-'))
})
afterAll(() => rm(folder, {recursive: true}))

async function fileWith(name: string, content: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

function tidy(id: string): void {
  onTestFinished(async () => {
    await requestJson(address, `/v1/agent/service/deregister/${id}`, {method: 'PUT'})
  })
}

const asJson = (name: string): string =>
  JSON.stringify({
    service: {
      name,
      id: `${name}-1`,
      port: 8080,
      tags: ['v1'],
      meta: {team_name: 'core'},
      check: {name: 'alive', ttl: '1h', deregister_critical_service_after: '90m'},
    },
  })

const asHcl = (name: string): string => `
service {
  name = "${name}"
  id   = "${name}-1"
  port = 8080
  tags = ["v1"]
  meta = { team_name = "core" }
  check {
    name = "alive"
    ttl  = "1h"
    deregister_critical_service_after = "90m"
  }
}`

/** A service file that the agent itself would read is registered once the operator has seen what is in it. */
describe('a service is registered from a file', () => {
  test.each([
    ['JSON', 'service.json', asJson],
    ['HCL', 'service.hcl', asHcl],
  ])('in %s, after a question that shows what it registers', async (_, file, content) => {
    const name = uniqueName('registered')
    tidy(`${name}-1`)
    const path = await fileWith(file, content(name))
    const ui = await openUi({address, rows: 40})
    await ui.see('● live')
    await ui.press('services.register')
    await ui.type(path)
    await ui.press('prompt.submit')
    await ui.see('Register this service with the asked agent?')
    expect(await ui.see(`${name}-1`)).toMatch(/8080.*v1.*1/)
    expect(await agentServices(address)).not.toHaveProperty(`${name}-1`)

    await ui.confirm('Register')
    await ui.see(`registered ${name}`)
    expect(await agentServices(address)).toMatchObject({
      [`${name}-1`]: {Service: name, Port: 8080, Tags: ['v1'], Meta: {team_name: 'core'}},
    })
    await ui.filter(name)
    await ui.see(new RegExp(`critical +${name} `))
  })

  test('and not before: Cancel and Escape send nothing', async () => {
    const name = uniqueName('cancelled')
    const path = await fileWith('cancelled.json', asJson(name))
    const ui = await openUi({address})
    for (const way of ['dialog.take', 'dialog.cancel']) {
      await ui.press('services.register')
      await ui.type(path)
      await ui.press('prompt.submit')
      await ui.marked('Cancel')
      await ui.press(way)
      await ui.gone('Register this service')
    }
    expect(await agentServices(address)).not.toHaveProperty(`${name}-1`)
  })
})

/** What cannot be registered is said in one sentence, and the agent is not asked. */
describe('a file that is no service', () => {
  test.each([
    ['is not JSON', 'broken.json', '{"service": ', /broken\.json is not JSON/],
    ['is not HCL', 'broken.hcl', 'service {', /broken\.hcl is not HCL/],
    ['defines nothing', 'empty.json', '{"services": []}', /empty\.json defines no service/],
    ['has no name', 'nameless.json', '{"service": {"port": 1}}', /has a service without a name/],
  ])('that %s', async (_, file, content, sentence) => {
    const path = await fileWith(file, content)
    const ui = await openUi({address, columns: 160})
    await ui.press('services.register')
    await ui.paste(path)
    await ui.press('prompt.submit')
    await ui.see(sentence)
  })

  test('on a narrow screen too, with the reason to its end, and until the next key', async () => {
    const path = await fileWith('broken.hcl', 'service {')
    const ui = await openUi({address, columns: 80, rows: 24})
    await ui.see('● live')
    const footer = ui.screen().at(-1)
    await ui.press('services.register')
    await ui.paste(path)
    await ui.press('prompt.submit')
    const reason = 'caused by incorrect brace nesting elsewhere in this file.'
    await ui.until(screen => screen.join(' ').replaceAll(/ +/g, ' ').includes(reason), reason)
    expect(ui.screen().at(-1)).toBe(footer)
    await ui.press('table.down')
    await ui.gone('broken.hcl')
  })

  test('that does not exist', async () => {
    const ui = await openUi({address, columns: 160})
    await ui.press('services.register')
    await ui.type('/nowhere/service.json')
    await ui.press('prompt.submit')
    await ui.see(/✖.*\/nowhere\/service\.json/)
  })

  test('that the agent refuses: the agent’s own words stand there', async () => {
    const path = await fileWith('bad.json', '{"service": {"name": "bad", "port": "a string"}}')
    const ui = await openUi({address, columns: 200})
    await ui.press('services.register')
    await ui.type(path)
    await ui.press('prompt.submit')
    await ui.confirm('Register')
    await ui.see(/✖ Consul rejects PUT \/v1\/agent\/service\/register.*port/i)
  })
})
