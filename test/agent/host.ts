import {execFileSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {onTestFinished} from 'vitest'
import type {Report} from '../../src/agent/handler.ts'
import type {RunManifestOptions} from '../../src/agent/run-manifest/options.ts'
import {runManifest} from '../../src/agent/run-manifest/run-manifest.ts'
import type {PhaseReport} from '../../src/deploy/protocol/phase.ts'

export type Outcome = {
  readonly code: number
  readonly reports: readonly PhaseReport[]
  /** The phases without repetition. */
  readonly phases: readonly string[]
  readonly log: string
}

/** Folders of a host that is deployed to, gone after the test. */
export type Host = {
  readonly folder: string
  readonly dest: string
  readonly options: Omit<RunManifestOptions, 'url'>
  /** Writes a file, and resolves to its file URL. */
  readonly put: (name: string, content: string | Uint8Array) => string
  readonly run: (
    options: Partial<RunManifestOptions> & {readonly url: string},
    hooks?: Hooks,
  ) => Promise<Outcome>
  /** What lies where only running deploys leave something. */
  readonly leftOvers: () => readonly string[]
}

type Hooks = {
  readonly signal?: AbortSignal
  readonly onPhase?: (report: PhaseReport) => void
  readonly onOutput?: (text: string) => void
}

export const createHost = (): Host => {
  const folder = mkdtempSync(join(tmpdir(), 'lictor-host-'))
  onTestFinished(() => {
    execFileSync('chmod', ['-R', 'u+rwX', folder])
    rmSync(folder, {recursive: true})
  })
  for (const name of ['state', 'tmp', 'srv', 'files']) mkdirSync(join(folder, name))
  const options = {
    env: {PATH: process.env.PATH},
    stateFolder: join(folder, 'state'),
    tmpFolder: join(folder, 'tmp'),
  }
  return {
    folder,
    dest: join(folder, 'srv', 'app'),
    options,
    put: (name, content) => {
      writeFileSync(join(folder, 'files', name), content)
      return `file://${folder}/files/${name}`
    },
    run: async (wishes, {signal = new AbortController().signal, onPhase, onOutput} = {}) => {
      const reports: PhaseReport[] = []
      const chunks: Uint8Array[] = []
      const report: Report = {
        phase: told => {
          reports.push(told)
          onPhase?.(told)
        },
        output: bytes => {
          chunks.push(bytes)
          onOutput?.(Buffer.concat(chunks).toString())
        },
      }
      const code = await runManifest({...options, ...wishes}, report, signal)
      const phases = reports.map(({phase}) => phase).filter((phase, index, all) => phase !== all[index - 1])
      return {code, reports, phases, log: Buffer.concat(chunks).toString()}
    },
    leftOvers: () => [
      ...readdirSync(join(folder, 'tmp')),
      ...readdirSync(join(folder, 'srv')).filter(name => name.startsWith('.lictor-')),
      ...filesIn(join(folder, 'state', 'deploys')),
    ],
  }
}

const filesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

export const checksumOf = (bytes: Uint8Array, algorithm = 'sha256'): string =>
  createHash(algorithm).update(bytes).digest('hex')

/** Packs a folder that a shell script has filled, with the real tar. */
export const pack = (script: string, tarArguments: readonly string[]): Buffer => {
  const folder = mkdtempSync(join(tmpdir(), 'lictor-pack-'))
  try {
    // Nothing shall be of today: rsync takes times of the same second for equal.
    const older = 'find . -newermt 2025-01-01 -exec touch -h -d 2020-03-03T03:03:03Z {} +'
    execFileSync('sh', ['-euc', `${script}\n${older}`], {cwd: folder})
    execFileSync('sh', ['-euc', `tar cf ../"$0".tar "$@"`, folder.split('/').at(-1) ?? '', ...tarArguments], {
      cwd: folder,
    })
    return readFileSync(`${folder}.tar`)
  } finally {
    rmSync(`${folder}.tar`, {force: true})
    execFileSync('chmod', ['-R', 'u+rwX', folder])
    rmSync(folder, {recursive: true})
  }
}
