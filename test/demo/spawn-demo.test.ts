import {existsSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {expect, it} from 'vitest'
import {requestJson} from '../../src/demo/consul-http.ts'
import {openDemo} from '../../src/demo/spawn-demo.ts'
import {until} from '../support/cluster.ts'
import {isRunning} from '../support/processes.ts'

const server = [process.execPath, fileURLToPath(new URL('../support/demo-server.ts', import.meta.url))]

it('opens a seeded cluster, tells its progress, and takes it away when closed', async () => {
  const steps: string[] = []
  const demo = await openDemo({command: [...server, 'owned'], onProgress: step => steps.push(step)})
  expect(steps).toEqual([
    'Starting 2 Consul agents',
    'Waiting for a leader',
    'Waiting for the members to find each other',
    'Registering services and writing keys',
  ])
  expect(await requestJson(demo.httpAddress, '/v1/catalog/services')).toHaveProperty('checkout')
  expect(Object.keys(demo.pids)).toEqual(['s1', 'c1'])

  await demo.close()

  const pids = [demo.owner, ...Object.values(demo.pids)]
  await until(() => pids.filter(isRunning).length === 0, 'the agents to end')
  expect(existsSync(demo.directory)).toBe(false)
})

it('leaves a kept demo running until its owner is told to stop', async () => {
  const demo = await openDemo({command: [...server, 'keep'], keep: true})
  await demo.close()
  expect(await requestJson(demo.httpAddress, '/v1/status/leader')).not.toBe('')

  process.kill(demo.owner, 'SIGTERM')

  const pids = [demo.owner, ...Object.values(demo.pids)]
  await until(() => pids.filter(isRunning).length === 0, 'the kept demo to end')
  await until(() => !existsSync(demo.directory), 'the directory to be removed')
})

it('passes on the sentence of a demo that cannot start', async () => {
  await expect(openDemo({command: [...server, 'owned', '/nowhere/consul']})).rejects.toThrow(
    'Consul was not found at "/nowhere/consul"',
  )
})

it('shows what a program that is no demo said before it ended', async () => {
  const command = [process.execPath, '-e', 'console.error("out of luck"); process.exit(3)']
  await expect(openDemo({command})).rejects.toMatchObject({
    message: 'The demo ended (3) before it was ready.',
    logTail: 'out of luck',
  })
})
