import {parse} from '@cdktn/hcl2json'
import type {SyntaxCheck} from './syntax-problem.ts'

/** `file:line,column-…: summary; detail`, of which there may be several. */
const DIAGNOSTIC = /value\.hcl:(\d+),(\d+)-[\d,]+: (.+?); (.+?)(?= value\.hcl:\d|\]$|$)/s

/** HCL by HashiCorp's own reader. */
export const checkHcl = async (text: string): Promise<SyntaxCheck> => {
  try {
    await parse('value.hcl', text)
    return {ok: true}
  } catch (error) {
    const raw = error instanceof Error ? error.message : String(error)
    const [, line, column, summary, detail] = DIAGNOSTIC.exec(raw) ?? []
    if (line === undefined || column === undefined) return {ok: false, message: raw}
    return {
      ok: false,
      line: Number(line),
      column: Number(column),
      message: `${summary}: ${withoutStop(detail)}`,
    }
  }
}

const withoutStop = (sentence = ''): string => sentence.replace(/\.$/, '')
