import {serveDemo} from '../../src/demo/serve.ts'
import {consulBin} from './consul-binary.ts'

// What `lictor demo --serve` does, with a small cluster: `keep` and a path to a consul program may follow.
const [keep, bin] = process.argv.slice(2)
const stopping = new AbortController()
process.once('SIGTERM', () => stopping.abort())
await serveDemo({
  consulBin: bin ?? consulBin(),
  keep: keep === 'keep',
  input: process.stdin,
  output: process.stdout,
  signal: stopping.signal,
  topology: {dc1: {servers: 1, clients: 1}},
}).catch(() => {
  process.exitCode = 1
})
