import {ManifestError} from './errors.ts'
import {cutTemplate, type Token} from './template-lexer.ts'

/** Answers with text; what it throws is told with the line. */
export type TemplateFunction = (args: readonly string[], line: number) => string

export type TemplateFunctions = ReadonlyMap<string, TemplateFunction>

/**
 * Go's text/template as far as kayac/go-config is used for: calls with literal texts, pipes and parentheses. Conditions and
 * loops are refused rather than rendered wrongly.
 */
export const renderTemplate = (template: string, functions: TemplateFunctions): string =>
  cutTemplate(template)
    .map(piece => {
      if (piece.kind === 'text') return piece.text
      return pipeline({tokens: piece.tokens, at: 0, line: piece.line, functions}, false)
    })
    .join('')

/** An action, and how far it is evaluated. */
type Action = {
  readonly tokens: readonly Token[]
  at: number
  readonly line: number
  readonly functions: TemplateFunctions
}

const pipeline = (action: Action, isNested: boolean): string => {
  let value = command(action, undefined)
  for (;;) {
    const next = action.tokens[action.at]
    if (next === undefined && !isNested) return value
    action.at += 1
    if (next?.kind === 'close' && isNested) return value
    if (next?.kind !== 'pipe') throw refusal(action, 'the parentheses of the template do not match')
    value = command(action, value)
  }
}

/** A function with its arguments, of which the last may come through a pipe; or a text alone. */
const command = (action: Action, piped: string | undefined): string => {
  const first = action.tokens[action.at]
  const name = first?.kind === 'name' ? first.value : undefined
  if (name !== undefined) action.at += 1
  const known = name === undefined ? undefined : functionOf(action, name)
  const args = [...operands(action), ...(piped === undefined ? [] : [piped])]
  if (known) return known(args, action.line)
  const [only] = args
  if (only === undefined || args.length > 1) {
    throw refusal(action, 'the template has no function where it needs one, as in env "NAME" "default"')
  }
  return only
}

const operands = (action: Action): readonly string[] => {
  const values: string[] = []
  for (;;) {
    const token = action.tokens[action.at]
    if (token === undefined || token.kind === 'pipe' || token.kind === 'close') return values
    action.at += 1
    if (token.kind === 'open') values.push(pipeline(action, true))
    else values.push(token.kind === 'text' ? token.value : functionOf(action, token.value)([], action.line))
  }
}

const functionOf = (action: Action, name: string): TemplateFunction => {
  const known = action.functions.get(name)
  if (known) return known
  const names = [...action.functions.keys()].join(', ')
  throw refusal(action, `the template uses ${name}, and only ${names} are known here`)
}

const refusal = ({line}: Action, message: string): ManifestError => new ManifestError(message, {line})
