import {spawn} from 'node:child_process'
import {constants} from 'node:os'
import {delimiter, dirname, join} from 'node:path'

const FORWARDED = /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP'])

/**
 * Hands the terminal to a program and waits for its end. It stays in this process group, so that Ctrl-C and Ctrl-Z
 * reach it as they reach us.
 *
 * @param {string} node the Node binary to run it with; its folder comes first on the program's PATH
 * @param {readonly string[]} args
 * @param {{root: string, env: NodeJS.ProcessEnv}} options
 * @returns {Promise<number>} the exit code; 128 and the signal's number if a signal ended it
 */
export function runInForeground(node, args, {root, env}) {
  const path = [dirname(node), join(root, 'node_modules', '.bin'), env.PATH ?? ''].join(delimiter)
  const child = spawn(node, args, {cwd: root, env: {...env, PATH: path}, stdio: 'inherit'})
  const forward = (/** @type {NodeJS.Signals} */ name) => {
    // Ctrl-C and a hang-up come from the terminal, to the child as well; a second one would cut short its orderly end.
    if (name === 'SIGTERM' || !process.stdin.isTTY) child.kill(name)
  }
  for (const name of FORWARDED) process.on(name, forward)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      for (const name of FORWARDED) process.off(name, forward)
      resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM'])
    })
  })
}
