import {inject, onTestFinished} from 'vitest'
import {type ConsulClient, createConsulClient} from '../../src/api/client.ts'
import {openUi, type Ui, type UiOptions} from './driver.ts'

/** The operator's colleague: a client that the screen knows nothing of. */
export function openClient(): {readonly client: ConsulClient} {
  const client = createConsulClient({address: inject('cluster').entry.httpAddress})
  onTestFinished(() => client.close())
  return {client}
}

/** Opens the tree of keys, wide enough for questions with long paths. */
export async function openKv(options: Partial<UiOptions> = {}): Promise<Ui> {
  const address = inject('cluster').entry.httpAddress
  const ui = await openUi({address, view: 'kv', columns: 120, rows: 34, ...options})
  await ui.see('● live')
  return ui
}

/** Puts the cursor on a row of the root by its whole name. */
export async function aimAt(ui: Ui, name: string): Promise<void> {
  await ui.filter(`/^${name}$/`)
  await ui.onRow(name)
}

/** So many keys of a folder, in order. */
export const many = (folder: string, count: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Array.from({length: count}, (_, i) => [`${folder}${String(i).padStart(4, '0')}`, `v${i}`]),
  )
