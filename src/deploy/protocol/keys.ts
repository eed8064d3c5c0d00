/**
 * Where the acknowledgements of a job lie in KV. Consul's own remote exec and `lictor agent` write the same four kinds of
 * key below different roots, so one reader follows both (design 7, consul-wire 1.2).
 */
export type JobRoot = '_rexec' | '_deploy'

/** One key of a job: what the whole job is, or what one node says. */
export type JobKey =
  | {readonly kind: 'job'}
  | {readonly kind: 'ack' | 'phase' | 'exit'; readonly node: string}
  | {readonly kind: 'out'; readonly node: string; readonly chunk: number}

/** The folder of a job: of an exec its session's ID, of a deploy the ID of its event. */
export const jobFolder = (root: JobRoot, id: string): string => `${root}/${id}/`

/** The key's part below the folder of the job. */
export const formatJobKey = (key: JobKey): string => {
  if (key.kind === 'job') return 'job'
  if (key.kind === 'out') return `${key.node}/out/${key.chunk.toString(16).padStart(5, '0')}`
  return `${key.node}/${key.kind}`
}

/** Reads what {@link formatJobKey} and Consul write; undefined for a key that is none of them. */
export const parseJobKey = (folder: string, key: string): JobKey | undefined => {
  if (!key.startsWith(folder)) return undefined
  const parts = key.slice(folder.length).split('/')
  const [node, kind, chunk] = parts
  if (parts.length === 1) return node === 'job' ? {kind: 'job'} : undefined
  if (!node) return undefined
  if (parts.length === 2 && (kind === 'ack' || kind === 'phase' || kind === 'exit')) return {kind, node}
  if (parts.length !== 3 || kind !== 'out' || !/^[0-9a-f]{5,}$/.test(chunk ?? '')) return undefined
  return {kind: 'out', node, chunk: Number.parseInt(chunk ?? '', 16)}
}

/** While this key exists no Lictor begins a deploy or its next wave; its value says why, and who said so. */
export const FREEZE_KEY = '_deploy/freeze'
