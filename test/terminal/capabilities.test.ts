import {describe, expect, test} from 'vitest'
import {detectCapabilities} from '../../src/terminal/capabilities.ts'

const XTERM = {TERM: 'xterm-256color', LANG: 'en_US.UTF-8'}

describe('colours', () => {
  test.each([
    ['256 colours', XTERM, 'full'],
    ['true colour', {TERM: 'xterm', COLORTERM: 'truecolor'}, 'full'],
    ['a plain terminal', {TERM: 'xterm'}, 'basic'],
    ['the Linux console', {TERM: 'linux'}, 'basic'],
    ['a VT220', {TERM: 'vt220'}, 'none'],
    ['a monochrome terminal', {TERM: 'xterm-mono'}, 'none'],
    ['NO_COLOR', {...XTERM, COLORTERM: 'truecolor', NO_COLOR: '1'}, 'none'],
    ['an empty NO_COLOR, which counts as unset', {...XTERM, NO_COLOR: ''}, 'full'],
    ['TERM=dumb', {TERM: 'dumb'}, 'none'],
    ['no TERM', {}, 'none'],
  ])('%s', (_, env, colors) => {
    expect(detectCapabilities({env, isTTY: true}).colors).toBe(colors)
  })

  test('none on request, and none without a terminal', () => {
    expect(detectCapabilities({env: XTERM, isTTY: true, noColor: true}).colors).toBe('none')
    expect(detectCapabilities({env: XTERM, isTTY: false}).colors).toBe('none')
  })
})

describe('Unicode', () => {
  test.each([
    ['LANG', {LANG: 'de_DE.UTF-8'}, true],
    ['another spelling', {LANG: 'C.utf8'}, true],
    ['LC_CTYPE over LANG', {LANG: 'C', LC_CTYPE: 'en_US.UTF-8'}, true],
    ['LC_ALL over both', {LANG: 'en_US.UTF-8', LC_CTYPE: 'en_US.UTF-8', LC_ALL: 'C'}, false],
    ['an empty LC_ALL, which counts as unset', {LANG: 'en_US.UTF-8', LC_ALL: ''}, true],
    ['POSIX', {LANG: 'POSIX'}, false],
    ['Latin-1', {LANG: 'en_US.ISO-8859-1'}, false],
    ['no locale, which is C', {}, false],
  ])('%s', (_, env, unicode) => {
    expect(detectCapabilities({env: {TERM: 'xterm', ...env}, isTTY: true}).unicode).toBe(unicode)
  })

  test('not on the Linux console, whose font has few glyphs', () => {
    expect(detectCapabilities({env: {TERM: 'linux', LANG: 'en_US.UTF-8'}, isTTY: true}).unicode).toBe(false)
  })
})

describe('the multiplexer', () => {
  test.each([
    ['none', {TERM: 'xterm'}, undefined],
    ['tmux', {TERM: 'screen-256color', TMUX: '/tmp/tmux-0/default,1,0'}, 'tmux'],
    ['tmux behind SSH, known by TERM only', {TERM: 'tmux-256color'}, 'tmux'],
    ['screen', {TERM: 'screen', STY: '123.pts-0'}, 'screen'],
    ['screen behind SSH', {TERM: 'screen.xterm-256color'}, 'screen'],
  ])('%s', (_, env, multiplexer) => {
    expect(detectCapabilities({env, isTTY: true}).multiplexer).toBe(multiplexer)
  })
})

describe('the screen', () => {
  test.each([
    ['xterm', true, true, true],
    ['linux', true, true, false],
    ['dumb', true, false, false],
    ['xterm', false, false, false],
  ])('TERM=%s, a terminal: %s', (TERM, isTTY, fullScreen, alternateScreen) => {
    expect(detectCapabilities({env: {TERM}, isTTY})).toMatchObject({fullScreen, alternateScreen})
  })
})
