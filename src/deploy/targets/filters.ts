import {ConsulError} from '../../api/errors.ts'

/** Who is to hear an event. Each is an unanchored RE2 expression, empty or absent for anybody. */
export type TargetFilters = {
  readonly node?: string | undefined
  /** Held against the IDs of the services that the agent itself has, not against their names. */
  readonly service?: string | undefined
  /** Held against each tag of the services that match. */
  readonly tag?: string | undefined
}

/** Whether an agent with this name, or with this service, would take the event. */
export type CompiledFilters = {
  readonly takesNode: (name: string) => boolean
  /** Undefined where the services do not matter. */
  readonly takesService: ((service: LocalService) => boolean) | undefined
}

/** What a filter looks at in a service. */
export type LocalService = {readonly id: string; readonly tags: readonly string[]}

type Test = (text: string) => boolean

/**
 * Reads the filters as Consul does, in RE2's own syntax and without backtracking.
 * @throws ConsulError `invalid` for an expression that RE2 does not have, and for a tag without a service.
 */
export const compileFilters = async ({node, service, tag}: TargetFilters): Promise<CompiledFilters> => {
  if (tag && !service) throw tagAlone()
  const compile = node || service || tag ? await loadCompiler() : undefined
  const test = (name: string, pattern: string | undefined): Test =>
    pattern && compile ? compile(name, pattern) : () => true
  const takesId = test('service', service)
  const takesTag = test('tag', tag)
  const takesService = ({id, tags}: LocalService): boolean => takesId(id) && (!tag || tags.some(takesTag))
  return {takesNode: test('node', node), takesService: service ? takesService : undefined}
}

/** Loaded with the first filter, because it is large. */
const loadCompiler = async (): Promise<(name: string, pattern: string) => Test> => {
  const {RE2JS, RE2JSException} = await import('re2js')
  return (name, pattern) => {
    try {
      const expression = RE2JS.compile(pattern)
      return text => expression.test(text)
    } catch (error) {
      throw error instanceof RE2JSException ? refused(name, error.message) : error
    }
  }
}

const refused = (name: string, reason: string): ConsulError =>
  new ConsulError({
    kind: 'invalid',
    shortMessage: `Consul cannot read the ${name} filter`,
    details: reason.replace(/^error parsing regexp: /, ''),
    nextStep: 'Filters are RE2 expressions: without look-around, possessive repeats and back-references.',
  })

const tagAlone = (): ConsulError =>
  new ConsulError({
    kind: 'invalid',
    shortMessage: 'Consul takes a tag filter only together with a service filter',
    nextStep: 'Add a service; `.` is any.',
  })
