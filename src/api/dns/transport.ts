/** How a client asks. `udpSize` is what it offers with EDNS, absent for a client without. */
export type Transport = {readonly protocol: 'udp' | 'tcp'; readonly udpSize?: number}
