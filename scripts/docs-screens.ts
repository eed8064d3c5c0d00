import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {startDemoCluster} from '../src/demo/cluster.ts'
import {consulBin} from '../test/support/consul-binary.ts'
import {openLictor} from './docs/lictor-session.ts'
import {leaderlessScene, SCENES, type Scene} from './docs/scenes.ts'

// Draws the pictures of the documentation: the built program in a real terminal, on a demo cluster of its own.

const PROGRAM = fileURLToPath(new URL('../dist/lictor.js', import.meta.url))
const PICTURES = fileURLToPath(new URL('../docs/screens/', import.meta.url))

const draw = async ({name, title, view, size: [columns, rows] = [120, 32], play}: Scene, address: string) => {
  const lictor = openLictor({
    command: [process.execPath, PROGRAM, view, `-http-addr=${address}`],
    columns,
    rows,
  })
  try {
    await play(lictor)
    writeFileSync(join(PICTURES, `${name}.svg`), lictor.picture(title))
    say(`${name}.svg`)
  } finally {
    await lictor.quit()
  }
}

const say = (text: string): void => void process.stderr.write(`${text}\n`)

mkdirSync(PICTURES, {recursive: true})
const cluster = await startDemoCluster({consulBin: consulBin(), seed: true, onProgress: say})
try {
  const address = cluster.entry.httpAddress
  for (const scene of SCENES) await draw(scene, address)
  // One server of three is left: it can be asked, but not elected.
  const killServers = async (): Promise<void> => {
    await Promise.all([cluster.kill('s1'), cluster.kill('s2')])
  }
  await draw(leaderlessScene(killServers), address)
} finally {
  await cluster.stop()
}
