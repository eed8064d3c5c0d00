import {closeSync, openSync} from 'node:fs'
import {readFile} from 'node:fs/promises'
import type {AgentPlan} from './agent-config.ts'
import {request} from './consul-http.ts'
import {DemoError} from './demo-error.ts'
import {type Leashed, spawnLeashed} from './leash.ts'
import {poll} from './poll.ts'

export type AgentProcess = {
  readonly plan: AgentPlan
  readonly httpAddress: string
  /** The pid of the running agent, or of the last one that ran; 0 before the first start. */
  pid(): number
  running(): boolean
  /** Resolves when the agent answers over HTTP; rejects with a DemoError when it ends before or stays mute. */
  start(): Promise<void>
  /** Sends a signal, and waits for the end when the signal is one that ends the agent. */
  kill(signal: NodeJS.Signals): Promise<void>
  /** The last lines of the agent's log. */
  logTail(): Promise<string>
}

type Run = {readonly leashed: Leashed; readonly ended: Promise<void>; alive: boolean}

const startDeadlineMs = 20_000
const endingSignals: readonly NodeJS.Signals[] = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGQUIT']

/** One Consul agent of the cluster, which can be killed and started again on the same data and ports. */
export function createAgentProcess(plan: AgentPlan, consulPath: string): AgentProcess {
  const httpAddress = `http://${plan.endpoint.address}:${plan.endpoint.ports.http}`
  const logPath = `${plan.directory}/agent.log`
  let run: Run | undefined
  const logTail = () => readTail(logPath)
  const running = () => run?.alive === true
  return {
    plan,
    httpAddress,
    logTail,
    running,
    pid: () => run?.leashed.child.pid ?? 0,
    async start() {
      if (running()) return
      run = launch(
        [consulPath, 'agent', '-config-file', `${plan.directory}/agent.json`],
        plan.directory,
        logPath,
      )
      await poll(async () => !running() || (await answers(httpAddress)), startDeadlineMs)
      if (!running())
        throw new DemoError(`The Consul agent ${plan.name} ended while starting.`, await logTail())
      if (await answers(httpAddress)) return
      throw new DemoError(`The Consul agent ${plan.name} does not answer at ${httpAddress}.`, await logTail())
    },
    async kill(signal) {
      if (run === undefined || !run.alive) return
      run.leashed.child.kill(signal)
      if (endingSignals.includes(signal)) await run.ended
    },
  }
}

function launch(command: readonly string[], cwd: string, logPath: string): Run {
  const output = openSync(logPath, 'a')
  const leashed = spawnLeashed(command, {cwd, output})
  closeSync(output)
  const {promise: ended, resolve} = Promise.withResolvers<void>()
  const run: Run = {leashed, ended, alive: true}
  const end = () => {
    run.alive = false
    leashed.release()
    resolve()
  }
  leashed.child.once('exit', end)
  leashed.child.once('error', end)
  return run
}

// Any answer will do: an agent that refuses for lack of a token is up.
function answers(httpAddress: string): Promise<boolean> {
  return request(httpAddress, '/v1/agent/self').then(
    () => true,
    () => false,
  )
}

async function readTail(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '')
  return text.trimEnd().split('\n').slice(-12).join('\n')
}
