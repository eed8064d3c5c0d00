import {jsonProblem} from './json-problem.ts'
import {problemAt, type SyntaxCheck} from './syntax-problem.ts'
import type {ValueKind} from './value-kind.ts'

const FINE: SyntaxCheck = {ok: true}

/** Whether a text is what its kind promises. The readers of YAML and HCL are loaded when they are first needed. */
export const checkSyntax = async (kind: ValueKind, text: string): Promise<SyntaxCheck> => {
  if (kind === 'json') return checkJson(text)
  if (kind === 'yaml') return (await import('./check-yaml.ts')).checkYaml(text)
  if (kind === 'hcl') return (await import('./check-hcl.ts')).checkHcl(text)
  return FINE
}

const checkJson = (text: string): SyntaxCheck => {
  const problem = jsonProblem(text)
  return problem ? problemAt(text, problem.offset, problem.message) : FINE
}
