import {spawn} from 'node:child_process'

/**
 * @typedef {object} CommandOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {AbortSignal} [signal] ends the command at once
 */

/** @typedef {{code: number, stdout: string, stderr: string}} CommandResult `code` is 127 when the command cannot be started. */

/**
 * Runs a command without a shell and without stdin, and collects what it prints. A failing command is a result, not an error.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<CommandResult>}
 * @throws the signal's reason, when it ended the command
 */
export function run(command, args, {cwd, env, signal} = {}) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    // npm goes on for seconds after a gentler signal; what it leaves behind half done, every step makes anew.
    const child = spawn(command, args, {
      cwd,
      env,
      signal,
      killSignal: 'SIGKILL',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', chunk => {
      stdout += chunk
    })
    child.stderr.on('data', chunk => {
      stderr += chunk
    })
    child.on('error', error => {
      if (!signal?.aborted) resolve({code: 127, stdout, stderr: stderr || error.message})
    })
    child.on('close', code => {
      if (signal?.aborted) reject(signal.reason)
      else resolve({code: code ?? 1, stdout, stderr})
    })
  })
}
