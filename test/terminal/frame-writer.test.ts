import {describe, expect, test} from 'vitest'
import {createFrameWriter} from '../../src/terminal/frame-writer.ts'
import type {ColorSupport} from '../../src/terminal/tty.ts'
import {createFakeTty} from './fake-tty.ts'
import {listFrame} from './list-frame.ts'
import {createVirtualTerminal} from './virtual-terminal.ts'

function setUp(columns = 120, rows = 40, look: {colors?: ColorSupport; unicode?: boolean} = {}) {
  const tty = createFakeTty(columns, rows)
  const dead: Error[] = []
  const writer = createFrameWriter({
    output: tty.output,
    colors: look.colors ?? 'full',
    unicode: look.unicode ?? true,
    onDead: error => dead.push(error),
  })
  return {tty, writer, dead, show: (frame: string) => writer.stdout.write(frame)}
}

async function screenOf(bytes: string, columns = 120, rows = 40) {
  const screen = createVirtualTerminal(columns, rows)
  await screen.write(bytes)
  return screen
}

describe('what goes over the line', () => {
  test('moving the cursor in a list of 40 rows costs at most 300 bytes', () => {
    const {tty, show} = setUp()
    show(listFrame({cursor: 10, offset: 0}))
    tty.take()
    show(listFrame({cursor: 11, offset: 0}))
    expect(tty.writes).toHaveLength(1)
    expect(Buffer.byteLength(tty.take())).toBeLessThanOrEqual(300)
  })

  test('scrolling the list by a row costs at most 350 bytes, either way', () => {
    const {tty, show} = setUp()
    show(listFrame({cursor: 136, offset: 100}))
    tty.take()
    show(listFrame({cursor: 137, offset: 101}))
    expect(Buffer.byteLength(tty.take())).toBeLessThanOrEqual(350)
    show(listFrame({cursor: 101, offset: 101}))
    tty.take()
    show(listFrame({cursor: 100, offset: 100}))
    expect(Buffer.byteLength(tty.take())).toBeLessThanOrEqual(350)
  })

  test('a frame that shows the same writes nothing', () => {
    const {tty, show, writer} = setUp()
    show(listFrame({cursor: 1, offset: 0}))
    tty.take()
    show(listFrame({cursor: 1, offset: 0}))
    show(`${listFrame({cursor: 1, offset: 0})}\x1b[m\n`)
    expect(tty.writes).toEqual([])
    expect(writer.stats().frames).toBe(1)
  })

  test('lines painted ahead of their frame are there at once, and the frame does not write them again', () => {
    const {tty, show, writer} = setUp(20, 4)
    show('one\ntwo\nthree\nfour')
    tty.take()
    writer.paintAhead(1, ['TWO', '3'])
    expect(tty.take()).toContain('TWO')
    show('one\nTWO\n3\nfour')
    expect(tty.writes).toEqual([])
    writer.repaint()
    expect(tty.take()).toMatch(/one.*TWO.*3.*four/s)
  })

  test('nothing is painted ahead of the first frame, nor while someone else has the terminal', () => {
    const {tty, show, writer} = setUp(20, 4)
    writer.paintAhead(1, ['TWO'])
    expect(tty.writes).toEqual([])
    show('one\ntwo')
    writer.suspend()
    tty.take()
    writer.paintAhead(1, ['TWO'])
    expect(tty.writes).toEqual([])
    writer.resume()
    expect(tty.take()).toMatch(/one.*TWO/s)
  })

  test('every frame is one write between synchronised-output marks', () => {
    const {tty, show} = setUp()
    show('one')
    show('two')
    expect(tty.writes).toHaveLength(2)
    for (const write of tty.writes) expect(write).toMatch(/^\x1b\[\?2026h.*\x1b\[\?2026l$/s)
  })
})

describe('a terminal that stalls', () => {
  test('gets the newest frame only, when it takes more', async () => {
    const {tty, show, writer} = setUp(20, 2)
    tty.stall()
    show('frame 0')
    const first = tty.take()
    for (let number = 1; number <= 100; number++) show(`frame ${number}`)
    expect(tty.writes).toEqual([])
    tty.drain()
    expect(tty.writes).toHaveLength(1)
    expect((await screenOf(first + tty.take(), 20, 2)).text()).toEqual(['frame 100', ''])
    expect(writer.stats()).toMatchObject({frames: 2, dropped: 99})
  })

  test('does not keep Ink waiting for its end', async () => {
    const {tty, writer} = setUp()
    tty.stall()
    writer.stdout.write('frame')
    await new Promise<void>(resolve => writer.stdout.write('', () => resolve()))
  })
})

describe('a terminal that is gone', () => {
  test('is reported once, whether a write fails or the stream says so', () => {
    const {tty, show, dead} = setUp()
    tty.fail(new Error('write EIO'))
    show('one')
    show('two')
    tty.emitError(new Error('read EIO'))
    expect(dead.map(error => error.message)).toEqual(['write EIO'])
  })
})

describe('handing the terminal over', () => {
  test('nothing is written while it is suspended; resuming draws the newest frame whole', async () => {
    const {tty, show, writer} = setUp(20, 3)
    show('before')
    tty.take()
    writer.suspend()
    show('while away')
    writer.repaint()
    tty.resize(15, 3)
    expect(tty.writes).toEqual([])
    writer.resume()
    const screen = createVirtualTerminal(15, 3)
    await screen.write('\x1b[31mleft by an editor\r\n~\r\n~')
    await screen.write(tty.take())
    expect(screen.cells()).toEqual(['while away     ', ' '.repeat(15), ' '.repeat(15)])
  })

  test('repaint heals a screen that another program wrote over', async () => {
    const {tty, show, writer} = setUp(20, 3)
    show('first\n\x1b[1msecond\x1b[m')
    const before = await screenOf(tty.take(), 20, 3)
    const expected = before.cells()
    await before.write('\x1b[2;3r\x1b[41m\x1b[3;1Hwall: reboot at noon\r\nnow\r\n')
    writer.repaint()
    await before.write(tty.take())
    expect(before.cells()).toEqual(expected)
  })
})

describe('resizing', () => {
  test('cuts the last frame to the new size at once, and tells Ink', async () => {
    const {tty, show, writer} = setUp(20, 3)
    show('a long first line\n国国国\nthird')
    tty.take()
    let told = 0
    writer.stdout.on('resize', () => told++)
    tty.resize(5, 2)
    expect(told).toBe(1)
    expect([writer.stdout.columns, writer.stdout.rows]).toEqual([5, 2])
    expect((await screenOf(tty.take(), 5, 2)).text()).toEqual(['a lon', '国国'])
  })
})

describe('characters whose width terminals disagree on', () => {
  test.each(['❤️', '👩‍👩‍👧', '🇩🇪', '1️⃣'])('what follows %s stands in its column all the same', async emoji => {
    const {tty, show} = setUp(20, 1)
    show(`${emoji}|end`)
    const screen = createVirtualTerminal(20, 1)
    await screen.write(tty.take())
    expect(screen.columnOf('|')).toBe(2)
  })
})

describe('what Ink writes besides frames', () => {
  test('erasures, modes and cursor commands do not reach the terminal', async () => {
    const {tty, writer} = setUp(20, 2)
    const {stdout} = writer
    const chunks = [
      '\x1b[?25l',
      '\x1b[?1049h',
      '\x1b[?2004h',
      '\x1b[?2026h',
      '\x1b[2K\x1b[1A\x1b[2K\x1b[Gframe\n',
      '\x1b[?2026l',
      '\x1b[?25h',
    ]
    for (const chunk of chunks) stdout.write(chunk)
    expect(tty.writes).toHaveLength(1)
    const bytes = tty.take()
    expect(bytes).not.toMatch(/\?25|\?1049|\?2004|\x1b\[2K|\x1b\[1A/)
    expect((await screenOf(bytes, 20, 2)).text()).toEqual(['frame', ''])
  })

  test('a console line between the marks gives way to the frame that follows it', async () => {
    const {tty, writer} = setUp(20, 2)
    for (const chunk of ['\x1b[?2026h', 'console.log\n', 'frame', '\x1b[?2026l']) writer.stdout.write(chunk)
    expect((await screenOf(tty.take(), 20, 2)).text()).toEqual(['frame', ''])
  })
})

describe('a frame with control bytes', () => {
  const HOSTILE = [
    'a\x1b[2Jb\x1b[5;5Hc',
    '\x1b]52;c;c3RvbGVu\x07clip',
    '\x1bPq#0;2;0;0;0\x1b\\sixel',
    '\x9b6nc1\x90dcs\x9c.',
    'bell\x07 back\b tab\t cr\r nul\0 del\x7f esc\x1b',
    '\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\ \x1b[?1049lmode \x1bcreset',
  ]

  test('lets through nothing but what it draws itself', async () => {
    const {tty, show} = setUp(60, 8)
    show(HOSTILE.join('\n'))
    const bytes = tty.take()
    const drawing = /\x1b\[(?:\?2026[hl]|\?7l|[\d;]*[mrHJKGLM])|\r/g
    expect(bytes.replace(drawing, '')).toMatch(/^[\x20-\x7e]*$/)
    const screen = await screenOf(bytes, 60, 8)
    expect(screen.text().slice(0, 6)).toEqual([
      'abc',
      'clip',
      'sixel',
      'c1.',
      'bell back tab cr nul del esc',
      'link mode reset',
    ])
  })
})

describe('lesser terminals', () => {
  const FRAME = '\x1b[1;38;5;196mdown\x1b[m \x1b[7;48;2;0;128;0mup\x1b[m \x1b[4;36mlink\x1b[m'

  test('without colours keep bold, inverse and underline', async () => {
    const {tty, show} = setUp(20, 1, {colors: 'none'})
    show(FRAME)
    expect((await screenOf(tty.take(), 20, 1)).cells()).toEqual([
      '[d|bold][o|bold][w|bold][n|bold] [u|inverse][p|inverse] [l|underline][i|underline][n|underline][k|underline]        ',
    ])
  })

  test('with 16 colours get the nearest of them', async () => {
    const {tty, show} = setUp(20, 1, {colors: 'basic'})
    show(FRAME)
    const bytes = tty.take()
    expect(bytes).not.toMatch(/[34]8;/)
    const [row = ''] = (await screenOf(bytes, 20, 1)).cells()
    expect(row).toContain('[n|bold,fg16777216:9] [u|inverse,bg16777216:2]')
    expect(row).toContain('[k|underline,fg16777216:6]')
  })

  test('without Unicode show look-alikes of the same width', async () => {
    const {tty, show} = setUp(20, 4, {unicode: false})
    show('╭─ naïve ──╮\n│ ● 国 → … │\n│ 👩‍👩‍👧 ✓ ▁▄█  │\n╰──────────╯')
    const bytes = tty.take()
    expect(bytes).toMatch(/^[\x00-\x7f]*$/)
    expect((await screenOf(bytes, 20, 4)).text()).toEqual([
      '+- na?ve --+',
      '| * ?? > ~ |',
      '| ?? + _-#  |',
      '+----------+',
    ])
  })
})
