import {isIP, isIPv4, isIPv6} from 'node:net'

/** The name that asks for the name of an address: `4.3.2.1.in-addr.arpa.` */
export const reverseName = (ip: string): string =>
  isIPv4(ip)
    ? `${ip.split('.').reverse().join('.')}.in-addr.arpa.`
    : `${[...hexOf(ip)].reverse().join('.')}.ip6.arpa.`

/** The address that a reverse name asks about, or undefined where it is none. */
export const ipOfReverseName = (name: string): string | undefined => {
  const labels = name.toLowerCase().replace(/\.$/, '').split('.')
  const [top, zone] = [labels.pop(), labels.pop()]
  if (top !== 'arpa') return undefined
  const parts = labels.reverse()
  const ip = zone === 'in-addr' ? parts.join('.') : zone === 'ip6' ? ipOfHex(parts.join('')) : ''
  return isIP(ip ?? '') === 0 ? undefined : ip
}

/** The 8 or 32 hexadecimal digits of an address, as `.addr` names have them. */
export const hexOf = (ip: string): string => {
  if (isIPv4(ip)) {
    return ip
      .split('.')
      .map(byte => Number(byte).toString(16).padStart(2, '0'))
      .join('')
  }
  return groupsOf(ip)
    .map(group => group.padStart(4, '0'))
    .join('')
}

/** The address of such digits, or undefined where they are none. */
export const ipOfHex = (digits: string): string | undefined => {
  if (/^[0-9a-f]{8}$/i.test(digits))
    return (digits.match(/../g) ?? []).map(byte => parseInt(byte, 16)).join('.')
  if (!/^[0-9a-f]{32}$/i.test(digits)) return undefined
  return shortIp((digits.match(/.{4}/g) ?? []).join(':'))
}

/** One spelling for each address, so that two can be compared. What is no address stays as it is. */
export const shortIp = (ip: string): string =>
  isIPv6(ip) && !ip.includes('%') ? new URL(`http://[${ip}]`).hostname.slice(1, -1) : ip

/** The eight groups of an IPv6 address. */
const groupsOf = (ip: string): readonly string[] => {
  const [head = '', tail = ''] = shortIp(ip).split('::')
  const [left, right] = [head, tail].map(half => half.split(':').filter(group => group !== ''))
  const zeros = Array.from({length: 8 - (left?.length ?? 0) - (right?.length ?? 0)}, () => '0')
  return [...(left ?? []), ...zeros, ...(right ?? [])]
}
