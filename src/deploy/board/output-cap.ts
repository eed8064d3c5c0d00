const KIB = 1024

/** Of one host, and of all together, as far as each can have the least. */
const MOST = 256 * KIB
const ALL = 64 * KIB * KIB
const LEAST = 16 * KIB

/** Bytes of output to read of each of so many hosts: each byte is held in memory, and went through Raft before. */
export const outputCap = (hosts: number): number =>
  Math.max(LEAST, Math.min(MOST, Math.floor(ALL / Math.max(1, hosts))))
