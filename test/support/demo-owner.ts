import {startDemoCluster} from '../../src/demo/cluster.ts'
import {consulBin} from './consul-binary.ts'

// Owns a cluster until it is killed; the test that runs it reads the one line that it prints.
const cluster = await startDemoCluster({consulBin: consulBin(), topology: {dc1: {servers: 1, clients: 1}}})
const pids = cluster.agents.map(agent => agent.pid)
process.stdout.write(`${JSON.stringify({pids, directory: cluster.directory})}\n`)
