import {stripVTControlCharacters} from 'node:util'
import {render} from 'ink-testing-library'
import type {ReactNode} from 'react'
import {afterAll, describe, expect, test} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {ConsulError} from '../../src/api/errors.ts'
import {createApp} from '../../src/state/app.ts'
import type {Confirmation, DialogState} from '../../src/state/dialog.ts'
import {lineOf} from '../../src/state/edit-line.ts'
import type {LinkSummary} from '../../src/state/link.ts'
import {AppContext} from '../../src/views/app-context.ts'
import {Banner, bannerRows} from '../../src/views/chrome/banner.tsx'
import {Confirm, questionHeight} from '../../src/views/chrome/confirm.tsx'
import {PromptLine} from '../../src/views/chrome/prompt-line.tsx'
import {tableFor} from '../../src/views/routes.tsx'
import {DEAF_HOST} from '../support/deaf-host.ts'

const app = createApp({
  client: createConsulClient({address: 'http://127.0.0.1:1'}),
  tenancy: {consistency: 'default'},
  initialTab: 'services',
  tableFor,
  host: DEAF_HOST,
})
afterAll(async () => {
  app.stop()
  await app.client.close()
})

const frameOf = (element: ReactNode): string => {
  const {lastFrame, unmount} = render(<AppContext value={app}>{element}</AppContext>)
  const frame = stripVTControlCharacters(lastFrame() ?? '')
  unmount()
  return frame
}

describe('the banner', () => {
  const leaderless: LinkSummary = {state: 'live', leaderless: true}

  test('says what reads without a leader are worth', () => {
    expect(frameOf(<Banner link={leaderless} rows={1} width={100} />)).toContain(
      'No leader: these are stale reads',
    )
  })

  test.each([
    ['noLeader', 'No leader: these are stale reads'],
    ['unreachable', 'Nothing listens at 127.0.0.1:8500'],
  ] as const)('while stale data is shown and a request fails with %s says: %s', (kind, sentence) => {
    const error = new ConsulError({kind, shortMessage: 'Nothing listens at 127.0.0.1:8500'})
    const frame = frameOf(<Banner link={{...leaderless, state: 'retrying', error}} rows={1} width={100} />)
    expect(frame).toContain(sentence)
  })
})

describe('what to do about a broken link', () => {
  const error = new ConsulError({
    kind: 'forbidden',
    shortMessage: 'The token lacks a permission',
    nextStep: 'The token needs service_prefix "" read.',
  })
  const link: LinkSummary = {state: 'stopped', leaderless: false, error}

  test.each([
    ['has a row for itself where one is too narrow', {width: 80, height: 24}, 2],
    ['shares the row where there is room', {width: 100, height: 24}, 1],
    ['gives way on a small screen', {width: 80, height: 10}, 1],
  ] as const)('%s', (_, size, rows) => {
    expect(bannerRows(link, size)).toBe(rows)
    const frame = frameOf(<Banner link={link} rows={rows} width={size.width} />)
    expect(frame.split('\n')).toHaveLength(rows)
    expect(frame).toContain('The token lacks a permission · r tries again')
    if (size.height === 24) expect(frame).toContain(error.nextStep)
  })

  test('is never cut by a longer count-down, for which a list would have to move', () => {
    const waiting: LinkSummary = {...link, state: 'retrying', retryAt: Date.now() + 120_000}
    for (let width = 60; width <= 100; width += 1) {
      const rows = bannerRows(waiting, {width, height: 24})
      expect(frameOf(<Banner link={waiting} rows={rows} width={width} />)).toContain(error.nextStep)
    }
  })
})

describe('a question', () => {
  const things = Array.from({length: 9}, (_, index) => ({service: `web-${index}`, port: '80'}))
  const dialogOf = (more: Partial<Confirmation>): DialogState => ({
    current: {title: '', touches: [], confirmLabel: 'Do it', run: async () => '', ...more},
    answer: 'cancel',
    line: lineOf(''),
    wrong: false,
    waiting: [],
  })
  const asked = (dialog: DialogState, height: number): string =>
    frameOf(<Confirm dialog={dialog} width={40} height={height} />)
  const question = (touches: typeof things, height: number): string =>
    asked(dialogOf({title: 'Register them?', touches, confirmLabel: 'Register'}), height)
  /** As it reads, wherever its lines break. */
  const joined = (frame: string): string => frame.replaceAll(/ *\n */g, '')

  test('that touches more than fits says how much it does not show', () => {
    const frame = question(things, 6)
    expect(frame).toContain('service web-2')
    expect(frame).not.toContain('web-3')
    expect(frame).toContain('… and 6 more')
    expect(frame).toContain('Cancel')
  })

  test('that touches what just fits shows all of it', () => {
    const frame = question(things, 11)
    expect(frame).toContain('web-8')
    expect(frame).not.toContain('more')
  })

  const long = `teams/${'platform-'.repeat(6)}config/`
  const move = {
    title: `Move ${long} to dc2: ${long}?`,
    touches: [{keys: '3', transactions: '2'}],
    notes: [{text: 'First all is copied and read back.'}, {text: 'Not touched: teams2.'}],
  }

  test('that is longer than the screen is wide is read whole', () => {
    const dialog = dialogOf(move)
    const frame = asked(dialog, questionHeight(dialog, 40))
    expect(joined(frame)).toContain(joined(`Move${long} to dc2:${long}?`))
    expect(frame).toContain('Not touched: teams2.')
    expect(frame).toContain('Cancel')
    expect(frame.split('\n')).toHaveLength(questionHeight(dialog, 40))
  })

  test.each([false, true])(
    'that wants a name typed shows all of the name, also after a wrong one: %s',
    wrong => {
      const dialog = {...dialogOf({title: `Delete ${long}?`, typed: long}), wrong}
      const height = questionHeight(dialog, 40)
      const frame = asked(dialog, height)
      expect(joined(frame)).toContain(
        joined(wrong ? `That is not${long}: nothing` : `Type${long} to confirm:`),
      )
      expect(frame.split('\n')[height - 1]).toMatch(/^> /)
    },
  )

  test('with less room than it wants leaves out notes, and then the things, before what is asked', () => {
    const dialog = dialogOf(move)
    const roomy = asked(dialog, 8)
    expect(joined(roomy)).toContain(joined(`Move${long} to dc2:${long}?`))
    expect(roomy).toContain('keys 3')
    expect(roomy).toContain('Cancel')
    expect(roomy).not.toContain('touched')
    const tight = asked(dialog, 4).split('\n')
    expect(tight[0]).toContain('Move')
    expect(tight[2]).toMatch(/…$/)
    expect(tight[3]).toContain('Cancel')
  })

  test('with next to no room keeps the line that is typed in', () => {
    const dialog = dialogOf({title: `Delete ${long}?`, typed: long})
    const lines = asked(dialog, 4).split('\n')
    expect(lines[0]).toContain('Delete')
    expect(lines[1]).toContain('Type')
    expect(lines[2]).toMatch(/^teams.*…$/)
    expect(lines[3]).toMatch(/^> /)
  })
})

describe('the prompt', () => {
  const prompt = (text: string, width: number): string =>
    frameOf(
      <PromptLine
        prompt={{kind: 'text', label: 'Path: ', line: lineOf(text), onSubmit: () => undefined}}
        width={width}
      />,
    ).trimEnd()

  test('shows the end of a long line, where the cursor is', () => {
    expect(prompt(`${'x'.repeat(100_000)}/the end`, 20)).toBe('Path: xxxxx/the end')
  })

  test('cuts no wide character in two', () => {
    expect(prompt('日本語日本語', 16)).toBe('Path: 語日本語')
  })
})
