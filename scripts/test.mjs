import {join} from 'node:path'
import {provideConsul} from './setup/consul.mjs'
import {provideNode} from './setup/node.mjs'
import {providePackages} from './setup/packages.mjs'
import {provideProgram} from './setup/program.mjs'
import {runInForeground} from './setup/run-in-foreground.mjs'
import {runScript} from './setup/run-script.mjs'

const args = process.argv.slice(2)

await runScript(async setup => {
  const {root} = setup
  await providePackages(setup)
  const node = await provideNode(setup)
  const consul = await provideConsul(setup)
  await provideProgram(setup)
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const closingLine = join(root, 'test', 'support', 'closing-line-reporter.ts')
  const reporters = ['--reporter=default', `--reporter=${closingLine}`]
  return runInForeground(node, [vitest, 'run', ...reporters, ...args], {
    root,
    env: {...setup.env, CONSUL_BIN: consul},
  })
})
