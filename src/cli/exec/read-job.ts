import {readFile} from 'node:fs/promises'
import {buffer} from 'node:stream/consumers'
import {ConfigError} from '../../config.ts'
import type {ExecJob} from '../../deploy/exec/job.ts'
import {reasonOf} from '../file-errors.ts'
import type {Program} from '../program.ts'
import type {ExecSource} from './arguments.ts'

/** What the hosts are to run. @throws ConfigError where a script cannot be read, or has nothing in it */
export const readJob = async (source: ExecSource, stdin: Program['stdin']): Promise<ExecJob> => {
  if (source.kind !== 'script')
    return source.kind === 'args' ? {args: source.args} : {command: source.command}
  const {file} = source
  const script = await (file === '-' ? buffer(stdin) : readFile(file)).catch((error: unknown) => {
    throw new ConfigError(`the script ${file} cannot be read: ${reasonOf(error)}`)
  })
  if (script.length === 0)
    throw new ConfigError(`the script ${file === '-' ? 'on standard input' : file} is empty`)
  return {script}
}
