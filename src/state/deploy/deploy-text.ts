import {isConsulError} from '../../api/errors.ts'
import type {DeployRecord} from '../../deploy/history/record.ts'
import {type DeployRequest, USUAL_TERMS, USUAL_WAVES} from '../../deploy/waves/request.ts'
import {formatWave, parseWaves, type WaveSize} from '../../deploy/waves/sizes.ts'

/** Reads `1,25%,all`; nothing is all at once. */
export const readWaves = (
  text: string,
): {readonly waves: readonly WaveSize[]} | {readonly problem: string} => {
  if (text.trim() === '') return {waves: USUAL_WAVES}
  try {
    return {waves: parseWaves(text)}
  } catch (error) {
    if (!isConsulError(error)) throw error
    return {problem: error.shortMessage}
  }
}

export const formatWaves = (waves: readonly {readonly size: WaveSize}[] | readonly WaveSize[]): string =>
  waves.map(wave => formatWave('size' in wave ? wave.size : wave)).join(',')

/** Reads `web,api 30`: names of services, and for how many seconds they must pass. */
export const readWatch = (
  text: string,
): {readonly services: readonly string[]; readonly steadyMs: number} | {readonly problem: string} => {
  const [names = '', seconds, ...rest] = text.trim().split(/\s+/)
  const services = names.split(',').filter(name => name !== '')
  if (services.length === 0) return {services: [], steadyMs: USUAL_TERMS.steadyMs}
  if (seconds === undefined) return {services, steadyMs: USUAL_TERMS.steadyMs}
  if (rest.length > 0 || !/^\d{1,5}$/.test(seconds))
    return {problem: `${text} is not SERVICE,SERVICE SECONDS`}
  return {services, steadyMs: Number(seconds) * 1_000}
}

export const formatWatch = ({
  services,
  steadyMs,
}: Pick<DeployRequest['terms'], 'services' | 'steadyMs'>): string =>
  services.length === 0 ? '' : `${services.join(',')} ${Math.round(steadyMs / 1_000)}`

/** The same deploy once more. */
export const requestOf = ({event, url, filters, waves, terms, datacenter}: DeployRecord): DeployRequest => ({
  event,
  url,
  filters,
  waves: waves.map(({size}) => size),
  terms,
  datacenter,
})

/** What is wanted where nothing was deployed before. */
export const EMPTY_REQUEST: DeployRequest = {
  event: '',
  url: '',
  filters: {},
  waves: USUAL_WAVES,
  terms: USUAL_TERMS,
}
