import {execFile, execFileSync} from 'node:child_process'
import {promisify} from 'node:util'

/** What dig has of an answer; records as `name ttl class type data`, sorted, since Consul shuffles them. */
export type DigAnswer = {
  readonly rcode: string
  readonly flags: readonly string[]
  readonly bytes: number
  readonly edns: {readonly version: number; readonly udpSize: number} | undefined
  readonly answers: readonly string[]
  readonly authorities: readonly string[]
  readonly additionals: readonly string[]
}

const run = promisify(execFile)

/** Why there is nothing to compare with, for a test to be skipped by; undefined where there is. */
export const digIsMissing: string | undefined = findDig()
  ? undefined
  : 'dig is not installed here (Debian: apt-get install bind9-dnsutils)'

if (digIsMissing) process.stderr.write(`Skipped: the comparison with dig, as ${digIsMissing}.\n`)

function findDig(): boolean {
  try {
    execFileSync('dig', ['-v'], {stdio: 'ignore'})
    return true
  } catch {
    return false
  }
}

/** Asks with the same flags as Lictor does. */
export async function dig(server: string, args: readonly string[]): Promise<DigAnswer> {
  const [host = '', port = ''] = server.split(':')
  const plain = ['+noall', '+comments', '+question', '+answer', '+authority', '+additional', '+stats']
  const {stdout} = await run('dig', [
    `@${host}`,
    '-p',
    port,
    '+nocookie',
    '+noadflag',
    '+ignore',
    '+tries=2',
    ...plain,
    ...args,
  ])
  const match = (pattern: RegExp): readonly string[] => pattern.exec(stdout) ?? []
  const [, rcode = ''] = match(/status: (\w+)/)
  const [, flags = ''] = match(/;; flags: ([\w ]*);/)
  const [, bytes] = match(/MSG SIZE {2}rcvd: (\d+)/)
  const [, version, udpSize] = match(/EDNS: version: (\d+), flags:[\w ]*; udp: (\d+)/)
  return {
    rcode,
    flags: flags.split(' ').filter(flag => flag !== ''),
    bytes: Number(bytes),
    edns: version === undefined ? undefined : {version: Number(version), udpSize: Number(udpSize)},
    answers: section(stdout, 'ANSWER'),
    authorities: section(stdout, 'AUTHORITY'),
    additionals: section(stdout, 'ADDITIONAL'),
  }
}

function section(output: string, name: string): readonly string[] {
  const [, lines = ''] = output.split(`;; ${name} SECTION:\n`)
  const [text = ''] = lines.split('\n\n')
  return text
    .split('\n')
    .filter(line => line !== '' && !line.startsWith(';'))
    .map(line => line.replace(/^(\S+)\s+(\d+)\s+(\S+)\s+(\S+)\s+/, '$1 $2 $3 $4 '))
    .toSorted()
}
