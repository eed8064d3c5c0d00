import {delimiter, dirname, join, sep} from 'node:path'
import {run} from './command.mjs'

const QUIET = ['--no-audit', '--no-fund', '--no-progress', '--loglevel=error']

/**
 * Runs npm in the project, with the npm and the Node that run this script: the project's own Node may be half installed.
 *
 * @param {import('./step.mjs').Setup} setup
 * @param {readonly string[]} args
 */
export function runNpm({root, env, signal}, args) {
  const cli = env.npm_execpath?.endsWith('npm-cli.js') ? env.npm_execpath : undefined
  const [command, first] = cli ? [process.execPath, [cli]] : ['npm', []]
  return run(command, [...first, ...args, ...QUIET], {
    cwd: root,
    env: {...env, PATH: pathWithoutProject(env.PATH ?? '', root), npm_config_color: 'false'},
    ...(signal && {signal}),
  })
}

/**
 * Why npm failed, in one line: its error text without the `npm error` marks, the code and the pointer to its log.
 *
 * @param {import('./command.mjs').CommandResult} result
 */
export function npmReason({stdout, stderr, code}) {
  const lines = `${stderr}\n${stdout}`
    .split('\n')
    .filter(line => /^npm (error|ERR!)/.test(line))
    .map(line => line.replace(/^npm (error|ERR!)\s*/, '').trim())
  const told = lines.filter(
    line => line && !/^(code|errno|syscall|path|dest|command|A complete log)\b/.test(line),
  )
  return (told[0] ?? lines[0] ?? `npm ended with code ${code}`).replace(/[.\s]+$/, '')
}

/**
 * @param {string} path
 * @param {string} root
 */
function pathWithoutProject(path, root) {
  const kept = path
    .split(delimiter)
    .filter(folder => !`${folder}${sep}`.startsWith(join(root, 'node_modules') + sep))
  return [dirname(process.execPath), ...kept].join(delimiter)
}
