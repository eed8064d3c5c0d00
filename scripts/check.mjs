import {delimiter, dirname, join} from 'node:path'
import {run} from './setup/command.mjs'
import {provideNode} from './setup/node.mjs'
import {providePackages} from './setup/packages.mjs'
import {runScript} from './setup/run-script.mjs'

/** Each check with the npm script that runs it alone. */
const CHECKS = ['lint', 'types', 'arrows', 'dead-code', 'docs']

await runScript(async setup => {
  await providePackages(setup)
  const node = await provideNode(setup)
  const failed = []
  for (const check of CHECKS) {
    if (!(await passes(setup, node, check))) failed.push(check)
  }
  setup.report.say(failed.length === 0 ? 'All checks pass.' : `Failed: ${failed.join(', ')}.`)
  return failed.length === 0 ? 0 : 1
})

/**
 * @param {import('./setup/step.mjs').Setup} setup
 * @param {string} node
 * @param {string} check
 */
async function passes({root, env, report, signal}, node, check) {
  const path = [dirname(node), join(root, 'node_modules', '.bin'), env.PATH ?? ''].join(delimiter)
  const result = await run('npm', ['run', '--silent', check], {
    cwd: root,
    env: {...env, PATH: path},
    ...(signal && {signal}),
  })
  report.say(`${result.code === 0 ? 'ok    ' : 'FAILED'} ${check}`)
  if (result.code !== 0) report.say(`${result.stdout}${result.stderr}`)
  return result.code === 0
}
