import {spawn} from 'node:child_process'
import {existsSync} from 'node:fs'
import {createInterface} from 'node:readline/promises'
import {fileURLToPath} from 'node:url'
import {expect, it} from 'vitest'
import {until} from '../support/cluster.ts'
import {isRunning} from '../support/processes.ts'

const owner = fileURLToPath(new URL('../support/demo-owner.ts', import.meta.url))

it('leaves no agent and no directory when its owner is killed', async () => {
  const child = spawn(process.execPath, [owner], {stdio: ['ignore', 'pipe', 'inherit']})
  const line = await firstLine(child.stdout)
  const {pids, directory}: {pids: readonly number[]; directory: string} = JSON.parse(line)
  expect(pids.filter(isRunning)).toEqual(pids)
  expect(existsSync(directory)).toBe(true)

  child.kill('SIGKILL')

  await until(() => pids.filter(isRunning).length === 0, 'the agents to end with their owner')
  await until(() => !existsSync(directory), 'the directory to be removed')
})

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({input: stream})) return line
  throw new Error('The owner ended without a word.')
}
