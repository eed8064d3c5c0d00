import type {DnsDesk} from '../../state/dns/desk.ts'
import type {ProbeReport} from '../../state/dns/probe.ts'
import {openOutlet} from '../board/outlet.ts'
import {printableJson} from '../printable-json.ts'
import {EXIT, type Program} from '../program.ts'
import type {DnsRequest} from './arguments.ts'
import {probeText, progressLine} from './probe-text.ts'

/** Probes until the time is over or Ctrl-C; 1 where a query got no answer, 2 where an answer was empty. */
export const probe = async (program: Program, request: DnsRequest, desk: DnsDesk): Promise<number> => {
  const {name, type, flags} = request
  const question = {name: desk.qualify(name), type}
  const stopped = new AbortController()
  const stop = (): void => stopped.abort()
  program.process.once('SIGINT', stop)
  const outlet = openOutlet(program)
  const probing = desk.probe(
    {question, perSecond: flags.probe ?? 1, seconds: flags.for ?? Number.POSITIVE_INFINITY},
    {signal: stopped.signal, onReport: now => outlet.progress(progressLine(now))},
  )
  const report = await probing.finally(async () => {
    program.process.removeListener('SIGINT', stop)
    await outlet.end()
  })
  program.stdout.write(flags.json ? printableJson({...question, ...report}) : probeText(question, report))
  return codeOf(report)
}

const codeOf = ({servers}: ProbeReport): number => {
  if (servers.some(({sent, answered}) => answered < sent || sent === 0)) return EXIT.error
  return servers.some(({empty}) => empty > 0) ? EXIT.empty : EXIT.fine
}
