import {type Document, isScalar, parseAllDocuments, visit, type YAMLMap} from 'yaml'
import {problemAt, type SyntaxCheck} from './syntax-problem.ts'

type Problem = {readonly offset: number; readonly message: string}

/** YAML 1.2, also several documents. Nothing is expanded, so aliases of aliases cost nothing. */
export const checkYaml = (text: string): SyntaxCheck => {
  const documents = parseAllDocuments(text, {prettyErrors: false, uniqueKeys: false, logLevel: 'silent'})
  for (const document of documents) {
    const [error] = document.errors
    const problem = error ? {offset: error.pos[0], message: error.message} : problemWithin(document)
    if (problem) return problemAt(text, problem.offset, problem.message)
  }
  return {ok: true}
}

/** What the reader would find only by comparing every name with every other, or by resolving aliases. */
const problemWithin = (document: Document): Problem | undefined => {
  const anchors = new Set<string>()
  let problem: Problem | undefined
  visit(document, {
    Node: (_, node) => {
      if ('anchor' in node && typeof node.anchor === 'string') anchors.add(node.anchor)
    },
    Alias: (_, alias) => {
      if (anchors.has(alias.source)) return undefined
      problem = {offset: alias.range?.[0] ?? 0, message: `Nothing before here is named &${alias.source}`}
      return visit.BREAK
    },
    Map: (_, map) => {
      if (map.anchor) anchors.add(map.anchor)
      problem = repeatedName(map)
      return problem ? visit.BREAK : undefined
    },
  })
  return problem
}

const repeatedName = (map: YAMLMap): Problem | undefined => {
  const seen = new Set<unknown>()
  for (const {key} of map.items) {
    if (!isScalar(key) || key.value === '<<') continue
    if (seen.has(key.value))
      return {offset: key.range?.[0] ?? 0, message: `The name ${key.value} stands here twice`}
    seen.add(key.value)
  }
  return undefined
}
