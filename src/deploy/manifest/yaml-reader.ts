import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  type Scalar,
  type YAMLMap,
} from 'yaml'
import {ManifestError} from './errors.ts'

/** The fields of a mapping by their names: the last one counts where a name stands twice, as for Go. */
export type Fields = ReadonlyMap<string, Field>

export type Field = {readonly line: number; readonly node: Node | undefined}

/** A field that is not there. */
export const NOTHING: Field = {line: 1, node: undefined}

/** Reads YAML as Go's yaml.v2 does into fields of strings and lists of strings. */
export type YamlReader = {
  readonly root: Field
  readonly documents: number
  readonly fields: (field: Field, what: string) => Fields
  readonly text: (field: Field, what: string) => string
  /** A text that is not quoted, which Go would take for a number. */
  readonly plain: (field: Field, what: string) => string
  readonly list: (field: Field, what: string) => readonly string[]
}

/** What a hostile manifest may cost: aliases are followed one at a time, and no deeper than lists of texts. */
const MOST_ALIASES = 100

/** @throws ManifestError where it is no YAML. */
export const createYamlReader = (text: string): YamlReader => {
  const lines = new LineCounter()
  const documents = parseAllDocuments(text, {
    version: '1.1',
    uniqueKeys: false,
    strict: false,
    prettyErrors: false,
    logLevel: 'silent',
    lineCounter: lines,
  })
  const [document] = documents
  const error = document?.errors[0]
  if (error) throw new ManifestError(`not YAML: ${error.message}`, {line: lines.linePos(error.pos[0]).line})
  const follow = followAliases(document, MOST_ALIASES)
  const fieldOf = (node: unknown): Field => {
    const followed = follow(node)
    const start = followed?.range?.[0]
    return {node: followed, line: start === undefined ? 1 : lines.linePos(start).line}
  }
  const scalar = (field: Field, what: string, plainOnly = false): string => {
    const {node, line} = field
    if (isNothing(node)) return ''
    if (isScalar(node) && !(plainOnly && isQuoted(node))) return scalarText(node)
    throw new ManifestError(`${what} is ${kindOf(node)}, and not ${plainOnly ? 'a number' : 'a text'}`, {
      line,
    })
  }
  const list = ({node, line}: Field, what: string): readonly string[] => {
    if (isNothing(node)) return []
    if (isSeq(node))
      return node.items.map((item, index) => scalar(fieldOf(item), `${what}, item ${index + 1},`))
    throw new ManifestError(`${what} is ${kindOf(node)}, and not a list`, {line})
  }
  const fields = ({node, line}: Field, what: string): Fields => {
    if (isNothing(node)) return new Map()
    if (!isMap(node)) throw new ManifestError(`${what} is ${kindOf(node)}, and not a mapping`, {line})
    return new Map(pairsOf(node, follow).map(([name, value]) => [name, fieldOf(value)]))
  }
  return {
    root: fieldOf(document?.contents),
    documents: documents.length,
    fields,
    text: scalar,
    plain: (field, what) => scalar(field, what, true),
    list,
  }
}

type Follow = (node: unknown) => Node | undefined

const followAliases = (document: Document | undefined, most: number): Follow => {
  let left = most
  return node => {
    if (!isAlias(node)) return isNode(node) ? node : undefined
    if (document === undefined) return undefined
    left -= 1
    if (left < 0) throw new ManifestError(`the manifest has more than ${most} aliases`)
    const target = node.resolve(document)
    if (target === undefined)
      throw new ManifestError(`nothing is named &${node.source}, to which *${node.source} points`)
    return target
  }
}

const isNode = (node: unknown): node is Node => isScalar(node) || isMap(node) || isSeq(node)

/** In their order, what `<<` merges in its place. */
const pairsOf = (map: YAMLMap, follow: Follow): readonly (readonly [string, unknown])[] =>
  map.items.flatMap(({key, value}) => {
    const name = follow(key)
    if (!isScalar(name)) return []
    if (name.source !== '<<' || isQuoted(name)) return [[scalarText(name), value] as const]
    const merged = follow(value)
    const maps = isSeq(merged) ? merged.items.map(follow).reverse() : [merged]
    return maps.flatMap(part => {
      if (isMap(part)) return pairsOf(part, follow)
      throw new ManifestError('<< merges something that is not a mapping')
    })
  })

const isQuoted = ({type}: Scalar): boolean => type !== 'PLAIN' && type !== undefined

/** Go gives a field of text the letters that stand there, be they `yes` or 0755. */
const scalarText = (scalar: Scalar): string =>
  isQuoted(scalar)
    ? String(scalar.value)
    : scalar.value === null
      ? ''
      : (scalar.source ?? String(scalar.value))

const isNothing = (node: Node | undefined): boolean =>
  node === undefined || (isScalar(node) && node.value === null && !isQuoted(node))

const kindOf = (node: Node | undefined): string =>
  isMap(node) ? 'a mapping' : isSeq(node) ? 'a list' : 'a text'
