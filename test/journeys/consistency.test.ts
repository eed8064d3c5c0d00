import {expect, inject, onTestFinished, test} from 'vitest'
import {openUi} from '../support/driver.ts'
import {createFaultProxy} from '../support/fault-proxy.ts'

const {entry} = inject('cluster')

/** How fresh the data has to be is the operator's choice; the header says which, and the reads ask for it. */
test('the consistency mode is chosen in the palette, shown in the header, and asked for on the wire', async () => {
  const proxy = await createFaultProxy({target: entry.httpAddress})
  onTestFinished(proxy.close)
  const ui = await openUi({address: proxy.address})
  await ui.see(/passing +consul/)
  expect(ui.screen()[0]).toMatch(/^lictor +dc1 +default/)
  expect(proxy.requests.some(({path}) => /[?&](stale|consistent)/.test(path))).toBe(false)
  for (const mode of ['stale', 'consistent'] as const) {
    await ui.command(mode)
    await ui.see(new RegExp(`^lictor +dc1 +${mode}`))
    await ui.see(/passing +consul/)
    await ui.until(
      () => proxy.requests.some(({path}) => new RegExp(`^/v1/catalog/services\\?.*\\b${mode}\\b`).test(path)),
      `a read with ?${mode}`,
    )
  }
  await ui.command('default')
  await ui.see(/^lictor +dc1 +default/)
})
