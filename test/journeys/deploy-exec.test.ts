import {existsSync} from 'node:fs'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, inject, onTestFinished, test} from 'vitest'
import {listKeys} from '../../src/api/kv.ts'
import {readSession} from '../../src/api/session.ts'
import {uniqueName, until} from '../support/cluster.ts'
import {orderExec, runExec} from '../support/deploy-screen.ts'
import {openUi, type Ui, type UiOptions} from '../support/driver.ts'

const {entry} = inject('cluster')
const address = entry.httpAddress

const open = (options: Partial<UiOptions> = {}): Promise<Ui> =>
  openUi({address, view: 'deploy', columns: 120, rows: 40, ...options})

/** A command that waits until the test says so, but not beyond it. */
async function openGate() {
  const folder = await mkdtemp(join(tmpdir(), 'lictor-journey-'))
  onTestFinished(() => rm(folder, {recursive: true, force: true}))
  return {
    wait: `while [ -d ${folder} ] && ! [ -e ${folder}/go ]; do sleep 0.05; done`,
    open: () => writeFile(`${folder}/go`, ''),
    folder,
  }
}

test('the filters show whom they name while they are typed, before anything is asked', async () => {
  const ui = await open()
  await ui.press('exec.run')
  await ui.type('true')
  await ui.press('prompt.submit')
  await ui.see(/\d+ nodes must answer: c1, c2, c3/)
  await ui.type('no')
  await ui.press('prompt.complete')
  await ui.see(/^On: node:/)
  await ui.type('^c[12]$')
  await ui.see('2 nodes must answer: c1, c2')
  await ui.see(/\d living nodes not matched/)
  await ui.type(' tag:x')
  await ui.see(/takes a tag filter only together with a service filter/)
  await ui.press('prompt.submit')
  await ui.see(/^On: node:\^c\[12\]\$ tag:x/)
  await ui.press('prompt.deleteToStart')
  await ui.type('node:nobody')
  await ui.see('No living agent matches: nobody would answer.')
  await ui.press('prompt.submit')
  await ui.see(/^On: node:nobody/)
  await ui.see('no living agent matches')
})

test('the question shows command, datacenter and nodes, and Cancel sends nothing', async () => {
  const ui = await open()
  await orderExec(ui, 'echo hello', 'node:^c[12]$')
  await ui.see('Run this on agents?')
  await ui.see('echo hello')
  await ui.see('dc1')
  await ui.see('2 nodes must answer: c1, c2')
  await ui.marked('Cancel')
  await ui.press('dialog.take')
  await ui.gone('Run this on agents?')
})

test('the board follows every host to its end, and leaves nothing in Consul', async () => {
  const gate = await openGate()
  const ui = await open()
  await runExec(ui, `echo one; ${gate.wait}; echo two; exit 3`, 'node:^c[12]$', 2)
  await ui.see(/▶ running +c1 .* one *$/)
  await ui.see(/▶ running +c2 .* one *$/)
  await ui.see(/0 of 2 done · 2 running/)
  await gate.open()
  await ui.see(/✖ failed +c1 .* 3 +two *$/)
  await ui.see(/✖ failed +c2 .* 3 +two *$/)
  await ui.see(/✖ 0 of 2 done · 2 failed: echo one/)
  await ui.press('back')
  await ui.see(/✖ failed +exec +echo one.* node:\^c\[12\]\$ /)
  const [job] = ui.app.deploys.session.getState().jobs
  await job?.ended
  const id = job?.info.id ?? ''
  expect((await readSession(ui.app.client, id)).data).toBeUndefined()
  expect((await listKeys(ui.app.client, `_rexec/${id}/`)).data).toEqual([])
})

test('Enter shows all that a host has written, and follows it until one goes up', async () => {
  const gate = await openGate()
  const ui = await open({rows: 16})
  await runExec(ui, `seq 1 50; ${gate.wait}; seq 51 100`, 'node:^c1$', 1)
  await ui.see(/▶ running +c1 .* 50 *$/)
  await ui.press('board.open')
  await ui.see(/Deploy › seq 1 50.* › c1 /)
  await ui.see('▌ 50')
  await ui.see('following')
  await gate.open()
  await ui.see('▌ 100')
  await ui.see(/✔ done · exit 0/)
  await ui.press('table.first')
  await ui.see('▌ 1')
  await ui.filter('99')
  await ui.see(/1 of 100 match 99/)
})

test('who has gone up in an output stays there while it grows, until f follows again', async () => {
  const gate = await openGate()
  const ui = await open({rows: 16})
  await runExec(ui, `seq 1 50; ${gate.wait}; seq 51 100`, 'node:^c1$', 1)
  await ui.see(/▶ running +c1 .* 50 *$/)
  await ui.press('board.open')
  await ui.see('▌ 50')
  await ui.press('table.up')
  await ui.see('▌ 49')
  await gate.open()
  await ui.see(/✔ done/)
  await ui.see('▌ 49')
  await ui.press('output.follow')
  await ui.press('output.follow')
  await ui.see('▌ 100')
})

/** The agent's own configuration file is named after its node. */
const WHO = "tr '\\0' '\\n' </proc/$PPID/cmdline | grep -o '[cs][0-9]/' | tr -d /"

test('outputs that are alike stand together, and one that differs as its diff', async () => {
  const ui = await open()
  const command = `echo all; [ "$(${WHO})" = c2 ] && echo other || echo most; [ "$(${WHO})" != c3 ]`
  await runExec(ui, command, 'node:^[cs][123]$', 6)
  await ui.see(/5 of 6 done · 1 failed/)
  await ui.press('board.groups')
  await ui.see(/4 alike · 2 differ/)
  await ui.see('4 hosts alike, exit 0')
  await ui.see('c1, s1, s2, s3')
  await ui.see('1 host exit 1')
  await ui.see('wrote the same, and ended otherwise')
  await ui.see(/- most$/)
  await ui.see(/\+ other$/)
})

test('the transcript of a job is on the clipboard as Markdown', async () => {
  const ui = await open()
  await runExec(ui, 'echo "a\\`b"; exit 1', 'node:^c1$', 1)
  await ui.see(/1 failed/)
  await ui.press('job.transcript')
  await ui.see(/copied the transcript/)
  const copied = /\x1b\]52;c;([^\x07]*)\x07/.exec(ui.tty.bytes())?.[1] ?? ''
  const text = Buffer.from(copied, 'base64').toString()
  expect(text).toMatch(/^\*\*exec\*\* /)
  expect(text).toContain('**1** with exit 1: c1')
  expect(text).toContain('0 of 1 done · 1 failed')
})

test('it goes on in other tabs, which show how far it is, and its end is said there', async () => {
  const gate = await openGate()
  const ui = await open()
  await runExec(ui, `${gate.wait}; echo over`, 'node:^c1$', 1)
  await ui.press('tab.services')
  await ui.see(/▒+ 0 of 1 done · 1 running +5 shows it/)
  await gate.open()
  await ui.see(/✔ 1 of 1 done: while/)
})

test('Ctrl-X asks to detach and says what goes on; q asks as well', async () => {
  const gate = await openGate()
  const ui = await open()
  await runExec(ui, `${gate.wait}; touch ${gate.folder}/over`, 'node:^c1$', 1)
  await ui.see(/▶ running +c1|▷ acked +c1/)
  await ui.press('quit')
  await ui.see('Quit all the same?')
  await ui.see(/c1 still runs and goes on to its end/)
  await ui.press('dialog.cancel')
  await ui.press('deploy.detach')
  await ui.see('Detach? The commands go on.')
  await ui.see(/c1 still runs and goes on to its end\. Its further output and its exit code are lost/)
  await ui.marked('Stay')
  await ui.press('dialog.toggle')
  await ui.press('dialog.take')
  await ui.see(/detached, 0 of 1 done · 1 unheard/)
  await ui.see(/\? unheard +c1/)
  await ui.see('Detached: what runs goes on to its end, unheard.')
  await gate.open()
  await until(() => existsSync(`${gate.folder}/over`), 'the command to go on to its end')
})

test('a script is read from a file, and refused where agents could not run it', async () => {
  const gate = await openGate()
  await writeFile(`${gate.folder}/good`, '#!/bin/sh\necho scripted\n')
  await writeFile(`${gate.folder}/bad`, 'echo scripted\n')
  const ui = await open()
  await ui.press('exec.run')
  await ui.type(`@${gate.folder}/bad`)
  await ui.press('prompt.submit')
  await ui.see(/does not begin with #!/)
  await writeFile(`${gate.folder}/latin`, Buffer.from('#!/bin/sh\necho gr\xfc\xdf\n', 'latin1'))
  await ui.press('exec.run')
  await ui.type(`@${gate.folder}/latin`)
  await ui.press('prompt.submit')
  await ui.see(/latin is not UTF-8 and would be changed: lictor exec --script sends it as it is/)
  await runExec(ui, `@${gate.folder}/good`, 'node:^c1$', 1)
  await ui.see(/✔ done +c1 .* 0 +scripted *$/)
})

test('the outcomes of two execs are held against each other', async () => {
  const name = uniqueName('twice')
  const ui = await open()
  await runExec(ui, `: ${name}; echo before`, 'node:^c1$', 1)
  await ui.see(/✔ done +c1/)
  await ui.press('back')
  await runExec(ui, `: ${name}; echo after`, 'node:^c[12]$', 2)
  await ui.see(/2 of 2 done/)
  await ui.press('back')
  await ui.press('deploy.compare')
  await ui.see('mark two with Space first')
  await ui.filter(name)
  await ui.press('table.first')
  await ui.press('deploy.mark')
  await ui.press('deploy.mark')
  await ui.press('deploy.compare')
  await ui.see('1 host: exit 0 → exit 0')
  await ui.see('1 host: not asked → exit 0')
  await ui.see(/- before/)
  await ui.see(/\+ after/)
})

test('with --read-only nothing is even asked', async () => {
  const ui = await open({readOnly: true})
  await ui.press('exec.run')
  await ui.see('Lictor runs with --read-only')
  await ui.gone('Run on agents')
})
