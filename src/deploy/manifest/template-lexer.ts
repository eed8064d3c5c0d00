import {ManifestError} from './errors.ts'

/** What stands between `{{` and `}}`, of Go's text/template as far as manifests use it. */
export type Token = {
  readonly kind: 'name' | 'text' | 'pipe' | 'open' | 'close'
  readonly value: string
}

/** Text that is copied, or an action that is evaluated. */
export type Piece =
  | {readonly kind: 'text'; readonly text: string}
  | {readonly kind: 'action'; readonly tokens: readonly Token[]; readonly line: number}

const COMMENT = /^\{\{(- )?\/\*.*?\*\/( -)?\}\}/s
const TOKEN =
  /\s*(?:(?<end>-?\}\})|(?<name>[\p{L}_][\p{L}\p{N}_]*)|"(?<quoted>(?:[^"\\\n]|\\.)*)"|`(?<raw>[^`]*)`|(?<sign>[|()]))/uy

/** Cuts a template into pieces, and takes away the white space that `{{-` and `-}}` eat. */
export const cutTemplate = (template: string): readonly Piece[] => {
  const pieces: Piece[] = []
  let at = 0
  for (;;) {
    const start = template.indexOf('{{', at)
    const trimsBefore = /^\{\{-\s/.test(template.slice(start, start + 4))
    const text = template.slice(at, start === -1 ? undefined : start)
    pieces.push({kind: 'text', text: start !== -1 && trimsBefore ? text.trimEnd() : text})
    if (start === -1) return pieces
    const action = readAction(template, start, trimsBefore)
    if (action.tokens.length > 0) pieces.push({kind: 'action', tokens: action.tokens, line: action.line})
    at = action.trimsAfter ? skipSpace(template, action.end) : action.end
  }
}

const skipSpace = (template: string, from: number): number =>
  template.length - template.slice(from).trimStart().length

type Action = {
  readonly tokens: readonly Token[]
  readonly line: number
  readonly end: number
  readonly trimsAfter: boolean
}

const readAction = (template: string, start: number, trimsBefore: boolean): Action => {
  const line = template.slice(0, start).split('\n').length
  const comment = COMMENT.exec(template.slice(start))
  if (comment) return {tokens: [], line, end: start + comment[0].length, trimsAfter: comment[2] !== undefined}
  const tokens: Token[] = []
  const scanner = new RegExp(TOKEN)
  scanner.lastIndex = start + (trimsBefore ? 3 : 2)
  for (;;) {
    const from = scanner.lastIndex
    const groups = scanner.exec(template)?.groups
    if (groups === undefined) throw notUnderstood(template.slice(from), line)
    if (groups.end !== undefined) {
      if (tokens.length === 0) throw new ManifestError('the template {{ }} is empty', {line})
      return {tokens, line, end: scanner.lastIndex, trimsAfter: groups.end.startsWith('-')}
    }
    tokens.push(tokenOf(groups, line))
  }
}

type Groups = Readonly<Record<string, string | undefined>>

const tokenOf = ({name, quoted, raw, sign}: Groups, line: number): Token => {
  if (name !== undefined) return {kind: 'name', value: name}
  if (quoted !== undefined) return {kind: 'text', value: unquote(quoted, line)}
  if (raw !== undefined) return {kind: 'text', value: raw}
  return {kind: sign === '|' ? 'pipe' : sign === '(' ? 'open' : 'close', value: sign ?? ''}
}

/** Go's escapes and JSON's are the same in what manifests use. */
const unquote = (quoted: string, line: number): string => {
  try {
    return String(JSON.parse(`"${quoted}"`))
  } catch {
    throw new ManifestError(`the text "${quoted}" of a template has an escape that is not known here`, {line})
  }
}

const notUnderstood = (rest: string, line: number): ManifestError =>
  new ManifestError(
    rest.includes('}}')
      ? `the template has “${rest.trim().slice(0, 20).split('\n')[0]}”, which is not known here: use env, must_env and json_escape`
      : 'the template that begins with {{ does not end',
    {line},
  )
