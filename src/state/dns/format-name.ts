import {hexOf, reverseName} from './ip-name.ts'
import type {NameForm, Place} from './name-form.ts'

/** The full name that asks for something, the inverse of `parseName`; undefined for what has no name of its own. */
export const formatName = (form: NameForm, domain: string): string | undefined => {
  switch (form.kind) {
    case 'service': {
      const {service, tag, rfc2782, place} = form
      const asked = rfc2782
        ? `_${service}._${tag ?? 'tcp'}`
        : tag === undefined
          ? service
          : `${tag}.${service}`
      return `${asked}.service.${suffix(place)}${domain}`
    }
    case 'connect':
    case 'ingress':
    case 'virtual':
      return `${form.service}.${form.kind}.${suffix(form.place)}${domain}`
    case 'node':
      return `${form.node}.node.${suffix(form.place)}${domain}`
    case 'query':
      return `${form.query}.query.${suffix(form.place)}${domain}`
    case 'addr':
      return `${hexOf(form.ip)}.addr.${suffix(form.place)}${domain}`
    case 'reverse':
      return reverseName(form.ip)
    case 'domain':
      return domain
    case 'formless':
    case 'foreign':
      return undefined
  }
}

/** A lone datacenter without its word, which versions before 1.11 do not know. */
const suffix = ({namespace, partition, peer, samenessGroup, datacenter}: Place): string => {
  const pairs = [
    [namespace, 'ns'],
    [partition, 'ap'],
    [peer, 'peer'],
    [samenessGroup, 'sg'],
  ].flatMap(([value, word]) => (value === undefined ? [] : [`${value}.${word}.`]))
  if (datacenter === undefined) return pairs.join('')
  return pairs.length === 0 ? `${datacenter}.` : `${pairs.join('')}${datacenter}.dc.`
}
