import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {onTestFinished} from 'vitest'

/** A place where commands of the hosts and the test see the same files. */
export async function openFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lictor-exec-'))
  onTestFinished(() => rm(folder, {recursive: true}))
  return folder
}

/** A command that waits for the file `go`, but not beyond the test. */
export const waitFor = (folder: string): string =>
  `while [ -d ${folder} ] && ! [ -e ${folder}/go ]; do sleep 0.05; done`
