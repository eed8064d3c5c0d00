import {execFile} from 'node:child_process'
import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {inject, onTestFinished} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {listEntries, putKey} from '../../src/api/kv.ts'
import type {KvEntry} from '../../src/api/kv-entry.ts'
import {createPrivateFiles} from '../../src/cli/private-files.ts'
import type {JobControl, Progress} from '../../src/state/jobs.ts'
import {createJournal} from '../../src/state/kv/journal.ts'
import {createLimits} from '../../src/state/kv/limits.ts'
import type {KvTools} from '../../src/state/kv/tools.ts'
import type {Where} from '../../src/state/kv/where.ts'
import {consulBin} from './consul-binary.ts'

/** What changes of keys are made with, on the shared cluster or what stands before it; it closes with the test. */
export async function openKvTools(address = inject('cluster').entry.httpAddress): Promise<KvTools> {
  const client = createConsulClient({address})
  const home = await mkdtemp(join(tmpdir(), 'lictor-home-'))
  onTestFinished(async () => {
    await client.close()
    await rm(home, {recursive: true})
  })
  return {
    client,
    limits: createLimits(client),
    journal: createJournal(Date.now),
    files: createPrivateFiles({HOME: home}),
    now: Date.now,
  }
}

/** A job that nobody stops, unless the test does: `stopWhen` is asked after each report. */
export function control(stopWhen: (progress: Progress) => boolean = () => false): JobControl {
  const controller = new AbortController()
  return {
    signal: controller.signal,
    report: progress => {
      if (stopWhen(progress)) controller.abort()
    },
  }
}

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Writes keys one by one, as an application would; returns the entries. */
export async function putAll(
  {client}: Pick<KvTools, 'client'>,
  values: Readonly<Record<string, string>>,
  where: Where = {},
): Promise<void> {
  for (const [key, value] of Object.entries(values)) await putKey(client, {key, value: bytes(value)}, where)
}

/** All that is below a prefix, by key: values as text. */
export async function valuesUnder(
  {client}: Pick<KvTools, 'client'>,
  prefix: string,
  where: Where = {},
): Promise<Readonly<Record<string, string>>> {
  const {data} = await listEntries(client, prefix, where)
  return Object.fromEntries(data.map(({key, value}) => [key, new TextDecoder().decode(value)]))
}

/** What a move must keep. */
export const contentOf = ({value, flags}: KvEntry) => ({value, flags})

/** Runs `consul kv` against the shared cluster; resolves to what it printed. */
export async function consulKv(...args: readonly string[]): Promise<string> {
  const [subcommand = '', ...rest] = args
  const at = `-http-addr=${inject('cluster').entry.httpAddress}`
  const {stdout} = await promisify(execFile)(consulBin(), ['kv', subcommand, at, ...rest])
  return stdout
}
