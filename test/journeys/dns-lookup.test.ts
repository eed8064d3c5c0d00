import {afterAll, beforeAll, describe, expect, inject, onTestFinished, test} from 'vitest'
import {register} from '../support/agent-calls.ts'
import {startPrivateCluster, uniqueName} from '../support/cluster.ts'
import {type DnsCatalog, registerDnsCatalog} from '../support/dns-catalog.ts'
import {createDnsFaultProxy} from '../support/dns-fault-proxy.ts'
import {openUi, type Ui} from '../support/driver.ts'

const {entry} = inject('cluster')
const address = entry.httpAddress

let catalog: DnsCatalog
beforeAll(async () => {
  catalog = await registerDnsCatalog(entry)
})
afterAll(() => catalog.remove())

const open = (options: {readonly dnsAddress?: string; readonly columns?: number} = {}): Promise<Ui> =>
  openUi({address, view: 'dns', columns: 120, rows: 44, ...options})

const ask = async (ui: Ui, text: string): Promise<void> => {
  await ui.press('dns.ask')
  await ui.type(text)
  await ui.press('prompt.submit')
}

test('an answer is shown in full: what came, how every client fares, and all of its sections', async () => {
  const ui = await open()
  await ui.see('What is to be asked of DNS?')
  await ui.press('dns.open')
  await ui.see(/^Ask DNS for:/)
  await ui.type(`blue.${catalog.web}.service SRV`)
  await ui.press('prompt.submit')
  const name = `blue.${catalog.web}.service.consul`
  await ui.see(`DNS › ${name} SRV  at ${entry.dnsAddress} (the agent ${entry.name})`)
  await ui.see(/NOERROR: 1 record · TTL 0 s · UDP \d+ B, [\d.]+ ms · TCP \d+ B, [\d.]+ ms/)
  await ui.see(/UDP +1 +\d+ +[\d.]+ ms +NOERROR +qr aa rd/)
  await ui.see(/UDP without EDNS +1 +\d+ +[\d.]+ ms +NOERROR +qr aa rd/)
  await ui.see(/TCP +1 +\d+ +[\d.]+ ms +NOERROR +qr aa rd/)
  await ui.see(`${name}.  IN  SRV`)
  await ui.see(new RegExp(`${name}\\. +0 +IN +SRV +1 1 8080 ${catalog.web}-n1\\.node\\.dc1\\.consul\\.`))
  await ui.see('Additional (3)')
  await ui.see('version 0, the server takes UDP up to 1232 bytes')
})

test('what UDP loses is said first, and marked', async () => {
  const ui = await open()
  await ask(ui, `${catalog.many}.service srv`)
  await ui.see(/A UDP client sees \d+ of 60; TC (not )?set/)
  await ui.see('Answer (60, over TCP)')
  await ui.filter('not over UDP')
  await ui.see(/ of \d+ match not over UDP/)
})

describe('an empty answer explains itself', () => {
  test('with the instances that are held back, and the way to them', async () => {
    const ui = await open()
    await ask(ui, `${catalog.critical}.service`)
    await ui.see(/NXDOMAIN: there is no such name · UDP/)
    await ui.see(`NXDOMAIN because the only instance of ${catalog.critical} is held back: 1 critical.`)
    const held = `✖ ${catalog.critical}-1 on ${catalog.critical}-n1  10.1.0.4:8080  critical: up: no route to host`
    await ui.see(held)
    await ui.filter('10.1.0.4:8080')
    await ui.press('dns.open')
    await ui.see(`Services › ${catalog.critical} › ${catalog.critical}-1 on ${catalog.critical}-n1`)
    await ui.press('back')
    await ui.see(held)
  })

  test('with what was meant, where there is no such service', async () => {
    const ui = await open()
    await ask(ui, `${catalog.web}x.service`)
    await ui.see(`NXDOMAIN because there is no service called ${catalog.web}x (is it ${catalog.web}`)
  })
})

test('x says why an instance is not in an answer that has others, also when it is asked again', async () => {
  const ui = await open()
  await ask(ui, `${catalog.web}.service`)
  await ui.see(/NOERROR: 2 records/)
  await ui.press('dns.explain')
  const verdict = `2 of 3 instances of ${catalog.web} are given out, in 2 records. Not given out: 1 critical.`
  await ui.see(verdict)
  await ui.press('refresh')
  await ui.see(verdict)
  await ui.press('dns.type')
  await ui.see(`DNS › ${catalog.web}.service.consul AAAA`)
  await ui.see('the name exists, but has no record of this type')
})

describe('Enter on a record', () => {
  test('goes to its instance, and y copies the line', async () => {
    const ui = await open()
    await ask(ui, `${catalog.web}.service`)
    await ui.see('Answer (2)')
    await ui.filter('10.9.8.7')
    await ui.press('table.copy')
    await ui.see(`copied ${catalog.web}.service.consul. 0 IN A 10.9.8.7`)
    await ui.press('dns.open')
    await ui.see(`Services › ${catalog.web} › ${catalog.web}-2 on ${catalog.web}-n2`)
  })

  test('goes to the service where the node has several of its instances, and shows these', async () => {
    const name = uniqueName('twice')
    for (const ID of [`${name}-1`, `${name}-2`]) await register(address, {Name: name, ID})
    const ui = await open()
    await ask(ui, `${name}.service`)
    await ui.see('Answer (1)')
    await ui.filter(`A  ${entry.dnsAddress.split(':')[0]}`)
    await ui.press('dns.open')
    await ui.see(`Services › ${name}  2 of 2 match node:${entry.name}`)
  })

  test('goes to its node, also from an address', async () => {
    const ui = await open()
    await ask(ui, 'fd00::6')
    await ui.see(/PTR +\S+-node6\.node\.dc1\.consul\./)
    await ui.filter('node6.node')
    await ui.press('dns.open')
    await ui.see(`Members › ${catalog.v6Node}`)
  })

  test('is refused on a line that stands for nothing', async () => {
    const ui = await open()
    await ask(ui, `${catalog.web}.service`)
    await ui.see('Answer (2)')
    await ui.press('dns.open')
    await ui.see('no instance and no node stand on this line')
  })
})

describe('one key asks for what is under the cursor', () => {
  test('of a service, and Esc comes back to it', async () => {
    const ui = await openUi({address, columns: 120})
    await ui.openService(catalog.web)
    await ui.press('dns.lookUp')
    await ui.see(`DNS › ${catalog.web}.service.consul A`)
    await ui.see(/NOERROR: 2 records/)
    await ui.press('back')
    await ui.see(`Services › ${catalog.web}`)
  })

  test('of a member, and of its node', async () => {
    const ui = await openUi({address, view: 'members', columns: 120})
    await ui.filter(entry.name)
    await ui.onRow(entry.name)
    await ui.press('dns.lookUp')
    await ui.see(`DNS › ${entry.name}.node.consul A`)
    await ui.see(/NOERROR: 1 record/)
    await ui.press('back')
    await ui.onRow(entry.name)
    await ui.press('members.open')
    await ui.press('dns.lookUp')
    await ui.see(`DNS › ${entry.name}.node.consul A`)
  })
})

describe('the line of input', () => {
  test('is completed from the catalog, first the name and then the type', async () => {
    const ui = await open()
    await ui.press('dns.ask')
    await ui.type(catalog.critical.slice(0, -2))
    await ui.see(new RegExp(`^${catalog.critical}\\.service\\.consul +service`))
    await ui.see(new RegExp(`^${catalog.critical}-n1\\.node\\.consul +node`))
    // What the service and its node have in common, then the first of them.
    await ui.press('prompt.complete')
    await ui.see(new RegExp(`^Ask DNS for: ${catalog.critical} *$`))
    await ui.press('prompt.complete')
    await ui.see(`Ask DNS for: ${catalog.critical}.service.consul`)
    await ui.type(' s')
    await ui.see(new RegExp(`^${catalog.critical}\\.service\\.consul SRV +type`))
    await ui.press('prompt.complete')
    await ui.press('prompt.submit')
    await ui.see(`DNS › ${catalog.critical}.service.consul S`)
  })

  test('remembers what was asked, the newest first, and keeps what was typed', async () => {
    const ui = await open()
    await ask(ui, `${catalog.web}.service`)
    await ui.see(/NOERROR: 2 records/)
    await ask(ui, `${catalog.v6Node}.node AAAA`)
    await ui.see(/NOERROR: 1 record/)
    await ui.press('dns.ask')
    await ui.type('dra')
    await ui.press('prompt.up')
    await ui.see(`Ask DNS for: ${catalog.v6Node}.node.consul AAAA`)
    await ui.press('prompt.up')
    await ui.see(`Ask DNS for: ${catalog.web}.service.consul A`)
    await ui.press('prompt.down')
    await ui.press('prompt.down')
    await ui.see(/^Ask DNS for: dra *$/)
    await ui.press('prompt.up')
    await ui.press('prompt.up')
    await ui.press('prompt.submit')
    await ui.see(/NOERROR: 2 records/)
  })

  test('stays to be mended where it cannot be read', async () => {
    const ui = await open()
    await ask(ui, 'web.service FOO')
    await ui.see('there is no type called FOO here: A, AAAA, SRV')
    await ui.see(/^Ask DNS for: web\.service FOO/)
    await ui.press('prompt.deleteWord')
    await ui.gone('there is no type')
    await ui.type('SRV')
    await ui.press('prompt.submit')
    await ui.see('DNS › web.service.consul SRV')
  })
})

test('what is in another datacenter is asked for there, and not looked for here', async () => {
  const ui = await openUi({address, view: 'members', columns: 120, datacenter: 'dc2'})
  await ui.onRow(/\bt1\b/)
  await ui.press('dns.lookUp')
  await ui.see('DNS › t1.node.dc2.consul A')
  await ui.see(/NOERROR: 1 record/)
  await ui.press('dns.ask')
  await ui.type(`${catalog.v6Node}.node.dc1 AAAA`)
  await ui.press('prompt.submit')
  await ui.see(/AAAA +fd00::6/)
  await ui.filter('fd00::6')
  await ui.press('dns.open')
  await ui.see('it is in dc1; :dc dc1 goes there')
})

describe('what keeps an answer from coming is said as what it is', () => {
  test('nobody at the address', async () => {
    const ui = await open({dnsAddress: '127.0.0.1:1'})
    await ask(ui, 'web.service')
    await ui.see('Nothing answers DNS at 127.0.0.1:1 over UDP')
    await ui.see('name another address with --dns-addr')
  })

  test('an address that is none', async () => {
    const ui = await open({dnsAddress: 'no such:thing'})
    await ask(ui, 'web.service')
    await ui.see('no such:thing is no address of a DNS server')
    await ui.see('Write host:port')
  })

  test('silence, which Esc ends', async () => {
    const proxy = await createDnsFaultProxy(entry.dnsAddress)
    onTestFinished(proxy.close)
    proxy.set({kind: 'silence'})
    const {host, port} = proxy.server
    const ui = await open({dnsAddress: `${host}:${port}`})
    await ask(ui, 'web.service')
    await ui.see('Asking DNS…')
    await ui.press('back')
    await ui.see(/^ +Stopped/)
    await ui.press('refresh')
    await ui.see(`No answer from ${host}:${port} over UDP within 4 s`)
  })

  test('another id', async () => {
    const proxy = await createDnsFaultProxy(entry.dnsAddress)
    onTestFinished(proxy.close)
    proxy.set({
      kind: 'rewrite',
      rewrite: answer => {
        const other = Buffer.from(answer)
        other.writeUInt16BE((other.readUInt16BE(0) + 1) % 65_536, 0)
        return other
      },
    })
    const {host, port} = proxy.server
    const ui = await open({dnsAddress: `${host}:${port}`})
    await ask(ui, 'web.service')
    await ui.see(`${host}:${port} gave no answer to be believed`)
    await ui.see(/\bid\b/)
  })

  test('an agent with DNS turned off', {timeout: 120_000}, async () => {
    const cluster = await startPrivateCluster({agentConfig: {ports: {dns: -1}}})
    onTestFinished(() => cluster.stop())
    const ui = await openUi({address: cluster.entry.httpAddress, view: 'dns', columns: 120})
    await ask(ui, 'web.service')
    await ui.see(/There is no DNS to ask: the agent \S+ has DNS turned off \(ports\.dns is -1\)/)
    await ui.see('Name another agent’s with --dns-addr')
  })
})

test('an address that the token may not read is assumed, and said to be', {timeout: 120_000}, async () => {
  const cluster = await startPrivateCluster({acl: true, topology: {dc1: {servers: 1, clients: 0}}})
  onTestFinished(() => cluster.stop())
  const ui = await openUi({address: cluster.entry.httpAddress, view: 'dns', columns: 200})
  await ask(ui, 'web.service')
  await ui.see(/assumed, as this token may not read where the agent listens \(needs agent:read\)/)
  await ui.see('lictor --dns-addr names another server')
})

test('what a record says cannot paint the screen', async () => {
  const proxy = await createDnsFaultProxy(entry.dnsAddress)
  onTestFinished(proxy.close)
  proxy.set({
    kind: 'rewrite',
    // As long as what it replaces, so that the packet stays one.
    rewrite: answer =>
      Buffer.from(answer.toString('latin1').replaceAll('rack=r1', '\x1b[2J\x9b12'), 'latin1'),
  })
  const {host, port} = proxy.server
  const ui = await open({dnsAddress: `${host}:${port}`})
  await ask(ui, `${catalog.v6Node}.node TXT`)
  await ui.see('\\027[2J\\15512')
  expect(ui.screen()[1]).toContain('4 DNS')
})
