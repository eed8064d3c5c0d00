import {groupOutputs} from '../../deploy/board/groups.ts'
import {countTotals} from '../../deploy/board/snapshot.ts'
import {formatWave} from '../../deploy/waves/sizes.ts'
import {jsonLines} from '../board/json-printer.ts'
import type {Outlet} from '../board/outlet.ts'
import {printableJsonLine} from '../printable-json.ts'
import type {DeployFace} from './face.ts'

/** One object a line, each with its `type`; fields are added to them, never changed. */
export const createJsonFace = ({print}: Outlet): DeployFace => {
  const line = (object: object): void => print([printableJsonLine(object)])
  return {
    finding: finding => line({type: 'finding', ...finding}),
    plan: ({targets, plan, request}) =>
      line({
        type: 'plan',
        event: request.event,
        datacenter: targets.datacenter,
        expected: targets.expected,
        dead: targets.dead,
        waves: plan.waves.map(({size, nodes, parts}) => ({
          size: formatWave(size),
          nodes,
          events: parts.length,
        })),
        leftOut: plan.leftOut,
      }),
    wave: ({wave, place}) =>
      line({
        type: 'wave',
        wave: place + 1,
        size: formatWave(wave.size),
        stage: wave.stage,
        nodes: wave.nodes,
      }),
    fired: ({id, wave, nodes, firedAtMs}) =>
      line({type: 'fired', id, wave: wave + 1, nodes, at: new Date(firedAtMs).toISOString()}),
    halt: ({cause, sentence, failed, silent}) => line({type: 'halted', cause, sentence, failed, silent}),
    tell: events => print(jsonLines(events)),
    conclude: ({result, id, hosts, silences}) =>
      line({type: 'end', result, id, totals: countTotals(hosts), groups: groupOutputs(hosts), silences}),
  }
}
