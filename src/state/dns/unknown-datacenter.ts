import type {Evidence} from './evidence.ts'

/** That the datacenter of the name does not exist, in words; undefined where it does, or none is named. */
export const unknownDatacenter = ({form, datacenters}: Evidence): string | undefined => {
  const named = 'place' in form ? form.place.datacenter : undefined
  if (named === undefined || datacenters.length === 0) return undefined
  if (datacenters.some(name => name.toLowerCase() === named.toLowerCase())) return undefined
  return `there is no datacenter called ${named}: this cluster has ${datacenters.join(', ')}`
}
