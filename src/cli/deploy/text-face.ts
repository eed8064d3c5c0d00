import {doing} from '../../agent/wording.ts'
import type {Host} from '../../deploy/board/host.ts'
import {countHosts, listNames} from '../../deploy/name-list.ts'
import type {Finding} from '../../deploy/preflight/finding.ts'
import {formatWave} from '../../deploy/waves/sizes.ts'
import {printableLine} from '../../terminal/printable.ts'
import {exitWords} from '../board/host-words.ts'
import type {Outlet} from '../board/outlet.ts'
import {summaryLines} from '../board/summary.ts'
import {createTextPrinter} from '../board/text-printer.ts'
import type {DeployFace, WaveNews} from './face.ts'

/** What the hosts say and where the waves are goes to stdout; what was found before, and what is wrong, to stderr. */
export const createTextFace = ({print, say, isTerminal}: Outlet): DeployFace => {
  let printer = createTextPrinter({nodes: [], isTerminal})
  return {
    finding: finding => say(findingLine(finding)),
    plan: ({targets}) => {
      printer = createTextPrinter({nodes: targets.expected.map(({node}) => node), isTerminal})
    },
    wave: news => print(waveLines(news)),
    fired: () => undefined,
    halt: ({sentence}) => say(`Halted: ${sentence}`),
    tell: events => print(printer.lines(events)),
    conclude: ({hosts, silences}) =>
      print([...printer.rest(), ...summaryLines(hosts, silences, failureLines(hosts))]),
  }
}

/** Logs have times in them, so no two are alike; why one has failed is what there is to compare. */
const failureLines = (hosts: readonly Host[]): readonly string[] => {
  const reasons = hosts
    .filter(({state}) => state === 'failed')
    .map(({node, phase, exitCode}) => ({
      node,
      reason: phase?.reason ? ` while ${doing(phase.during)}: ${phase.reason}` : `: ${exitWords(exitCode)}`,
    }))
  return [...Map.groupBy(reasons, ({reason}) => reason)].map(([reason, alike]) =>
    printableLine(`${listNames(alike.map(({node}) => node))} failed${reason}`),
  )
}

const MARKS = {green: 'ok', yellow: 'NOTE', red: 'STOP'} as const

const findingLine = ({severity, sentence, nextStep}: Finding): string =>
  `${MARKS[severity].padEnd(4)}  ${sentence}${nextStep === undefined ? '' : ` ${nextStep}`}`

const waveLines = ({wave, place, count}: WaveNews): readonly string[] => {
  const {size, nodes, stage} = wave
  const which = count === 1 ? 'the only wave' : `wave ${place + 1} of ${count}, ${formatWave(size)}`
  if (stage === 'firing')
    return [printableLine(`-- ${which}: ${countHosts(nodes.length)}: ${listNames(nodes)}`)]
  if (stage === 'settling') return [`-- ${which}: its hosts have ended, the services are watched`]
  return stage === 'done' ? [`-- ${which}: done`] : []
}
