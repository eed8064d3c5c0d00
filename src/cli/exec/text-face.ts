import {listNames} from '../../deploy/name-list.ts'
import type {Target, Targets} from '../../deploy/targets/find.ts'
import type {Outlet} from '../board/outlet.ts'
import {summaryLines} from '../board/summary.ts'
import {createTextPrinter} from '../board/text-printer.ts'
import type {ExecFace} from './face.ts'

/** What the hosts say goes to stdout, a line for a line; what is about to happen to stderr. */
export const createTextFace = ({print, say, isTerminal}: Outlet, targets: Targets): ExecFace => {
  const printer = createTextPrinter({nodes: namesOf(targets.expected), isTerminal})
  return {
    announce: () => {
      for (const sentence of describeTargets(targets)) say(sentence)
    },
    begin: () => undefined,
    tell: events => print(printer.lines(events)),
    conclude: ({hosts, silences}) => print([...printer.rest(), ...summaryLines(hosts, silences)]),
  }
}

const namesOf = (targets: readonly Target[]): readonly string[] => targets.map(({node}) => node)

/** Who must answer, and who cannot. */
const describeTargets = ({expected, dead, isFiltered}: Targets): readonly string[] => [
  ...(expected.length === 0
    ? []
    : [
        `${expected.length} ${expected.length === 1 ? 'agent' : 'agents'} must answer: ${listNames(namesOf(expected))}.`,
      ]),
  ...(dead.length === 0
    ? []
    : [
        `${listNames(namesOf(dead))}: lost by gossip, so ${dead.length === 1 ? 'it does' : 'they do'} not hear of it.`,
      ]),
  ...(isFiltered ? ['ACLs hide agents or services from this token, so others may answer too.'] : []),
]
