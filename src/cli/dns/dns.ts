import {type DnsDesk, openDesk} from '../../state/dns/desk.ts'
import type {Explanation} from '../../state/dns/finding.ts'
import {reportOf} from '../../state/dns/report.ts'
import {describeSettings, type Result, resultOf} from '../../state/dns/summary.ts'
import {type Refusal, refusalOf} from '../../state/refusal.ts'
import {printableLine} from '../../terminal/printable.ts'
import {connect} from '../connect.ts'
import {printableJson} from '../printable-json.ts'
import {EXIT, type Program} from '../program.ts'
import {answerText} from './answer-text.ts'
import type {DnsRequest} from './arguments.ts'
import {probe} from './probe.ts'

const CODES: Readonly<Record<Result, number>> = {
  answered: EXIT.fine,
  empty: EXIT.empty,
  error: EXIT.error,
}

/** Asks once and prints the answer, or probes. 0 answered, 2 empty, 1 error, 64 for what cannot be asked. */
export const runDns = async (program: Program, request: DnsRequest): Promise<number> => {
  const {config, flags} = request
  const client = await connect(config)
  try {
    const {dnsAddress, domain, datacenter} = config
    const desk = await openDesk({client, dnsAddress, domain, datacenter})
    return flags.probe === undefined
      ? await askOnce(program, request, desk)
      : await probe(program, request, desk)
  } catch (error) {
    return refuse(program, refusalOf(error))
  } finally {
    await client.close()
  }
}

const refuse = ({stderr}: Program, {sentence, isUsage}: Refusal): number => {
  stderr.write(`lictor: ${printableLine(sentence)}\n`)
  return isUsage ? EXIT.usage : EXIT.error
}

const askOnce = async (program: Program, request: DnsRequest, desk: DnsDesk): Promise<number> => {
  const {name, type, flags} = request
  const asked = await desk.ask(desk.qualify(name), type)
  const result = resultOf(asked.lookup)
  const explanation: Explanation | undefined =
    flags.explain || result !== 'answered' ? await desk.explain(asked) : undefined
  const report = reportOf(asked, desk.settings, explanation)
  const text = flags.json
    ? printableJson(report)
    : answerText(report, flags.explain ? describeSettings(desk.settings) : undefined)
  program.stdout.write(text)
  return CODES[result]
}
