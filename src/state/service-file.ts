import {apiShape, isBlock} from './service-shape.ts'

/** What a service file says: definitions as the agent's API takes them. */
export type ServiceFile = {
  readonly path: string
  readonly services: readonly Readonly<Record<string, unknown>>[]
}

/** A file that cannot be used; the message says why in one sentence. */
export class ServiceFileError extends Error {
  override readonly name = 'ServiceFileError'
}

/**
 * Reads a service definition in JSON or HCL: `service { … }`, `services`, or the bare object of the agent's API.
 * @throws ServiceFileError with the reason.
 */
export const parseServiceFile = async (path: string, text: string): Promise<ServiceFile> => {
  const parsed = path.endsWith('.hcl') ? await parseHcl(path, text) : parseJson(path, text)
  const refuse = (reason: string): never => {
    throw new ServiceFileError(`${path} ${reason}`)
  }
  const services = definitions(parsed).map(definition => apiShape(definition, refuse))
  if (services.length === 0) throw new ServiceFileError(`${path} defines no service`)
  const nameless = services.find(({Name}) => typeof Name !== 'string' || Name === '')
  if (nameless) throw new ServiceFileError(`${path} has a service without a name`)
  return {path, services}
}

const parseJson = (path: string, text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new ServiceFileError(`${path} is not JSON: ${error instanceof Error ? error.message : error}`)
  }
}

/** Loaded only here: the reader is HashiCorp's own, as WebAssembly, and takes a while. */
const parseHcl = async (path: string, text: string): Promise<unknown> => {
  const {parse} = await import('@cdktn/hcl2json')
  try {
    return await parse(path, text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ServiceFileError(`${path} is not HCL: ${hclReason(path, reason)}`)
  }
}

/** The reader's own `parse config: [web.hcl:3,10-4,1: Invalid expression; …]` hides the line, and names the file again. */
const hclReason = (path: string, message: string): string =>
  message
    .replace(/^parse config: \[(.*)\]$/s, '$1')
    .replaceAll(`${path}:`, 'line ')
    .replaceAll(/line (\d+),[\d,-]+: /g, 'line $1: ')

const definitions = (parsed: unknown): readonly Readonly<Record<string, unknown>>[] => {
  if (!isBlock(parsed)) return []
  const {service, services} = parsed
  if (service === undefined && services === undefined) return [parsed]
  return [service, services].flat().filter(isBlock)
}
