import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {onTestFinished} from 'vitest'

/** A folder for the test, its hosts and its programs, gone with the test. */
export async function openFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lictor-test-'))
  onTestFinished(() => rm(folder, {recursive: true}))
  return folder
}
