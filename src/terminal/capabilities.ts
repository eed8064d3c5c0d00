import type {ColorSupport} from './tty.ts'

export type Multiplexer = 'tmux' | 'screen'

export type Capabilities = {
  readonly colors: ColorSupport
  /** Whether anything beyond ASCII can be shown. */
  readonly unicode: boolean
  /** False where the cursor cannot be placed (TERM=dumb, no terminal): no full-screen program can run. */
  readonly fullScreen: boolean
  /** False on the Linux console, which has one screen only. */
  readonly alternateScreen: boolean
  readonly multiplexer: Multiplexer | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

/** Reads from the environment what the terminal can show. NO_COLOR is no-color.org's: any value but empty counts. */
export function detectCapabilities(where: {
  env: Environment
  isTTY: boolean
  noColor?: boolean
}): Capabilities {
  const {env, isTTY, noColor = false} = where
  const term = env.TERM ?? ''
  const isDumb = !isTTY || term === '' || term === 'dumb'
  return {
    colors: isDumb || noColor || env.NO_COLOR ? 'none' : colorsOf(env, term),
    // The Linux console's font holds a few hundred glyphs, whatever the locale says.
    unicode: term !== 'dumb' && term !== 'linux' && isUtf8(env),
    fullScreen: !isDumb,
    alternateScreen: !isDumb && term !== 'linux',
    multiplexer: multiplexerOf(env, term),
  }
}

function colorsOf(env: Environment, term: string): ColorSupport {
  if (/^vt\d|-m(ono)?$/.test(term)) return 'none'
  if (/^(truecolor|24bit)$/i.test(env.COLORTERM ?? '')) return 'full'
  return /256color|direct|kitty|alacritty|ghostty|foot|wezterm/.test(term) ? 'full' : 'basic'
}

/** POSIX order: LC_ALL, LC_CTYPE, LANG; an empty variable counts as unset, and without any the locale is C. */
function isUtf8(env: Environment): boolean {
  return /utf-?8/i.test(env.LC_ALL || env.LC_CTYPE || env.LANG || '')
}

function multiplexerOf(env: Environment, term: string): Multiplexer | undefined {
  if (env.TMUX || term.startsWith('tmux')) return 'tmux'
  return env.STY || term.startsWith('screen') ? 'screen' : undefined
}
