/** The types that Consul answers, in the order in which they are offered. */
export const DNS_TYPES = ['A', 'AAAA', 'SRV', 'TXT', 'ANY', 'PTR', 'SOA', 'NS', 'CNAME'] as const

export type DnsType = (typeof DNS_TYPES)[number]
