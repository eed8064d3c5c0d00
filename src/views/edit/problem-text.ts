import type {SyntaxCheck} from '../../state/text/syntax-problem.ts'

type Problem = Extract<SyntaxCheck, {readonly ok: false}>

/** `line 3, column 5: what is wrong`. */
export const problemText = ({line, column, message}: Problem): string =>
  line === undefined ? message : `line ${line}, column ${column ?? 1}: ${message}`
