import {groupOutputs} from '../../deploy/board/groups.ts'
import {countTotals} from '../../deploy/board/snapshot.ts'
import type {Targets} from '../../deploy/targets/find.ts'
import {jsonLines} from '../board/json-printer.ts'
import type {Outlet} from '../board/outlet.ts'
import {printableJsonLine} from '../printable-json.ts'
import type {ExecFace} from './face.ts'

/** One object a line, each with its `type`; fields are added to them, never changed. */
export const createJsonFace = (
  {print}: Outlet,
  {datacenter, expected, dead, isFiltered}: Targets,
): ExecFace => ({
  announce: () => print([printableJsonLine({type: 'targets', datacenter, expected, dead, isFiltered})]),
  begin: exec => print([printableJsonLine({type: 'begun', id: exec.id})]),
  tell: events => print(jsonLines(events)),
  conclude: ({result, hosts, silences}) =>
    print([
      printableJsonLine({
        type: 'end',
        result,
        totals: countTotals(hosts),
        groups: groupOutputs(hosts),
        silences,
      }),
    ]),
})
