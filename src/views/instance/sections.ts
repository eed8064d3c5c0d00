import type {InstanceRow} from '../../state/rows/instance-rows.ts'
import type {Transitions} from '../../state/transitions.ts'
import {checkSpans, outputSpans, statusAge} from '../check-lines.ts'
import type {Section} from '../document/document.ts'
import {factLines} from '../document/fact-lines.ts'

/** All there is to say of one instance, every output unfolded. */
export const instanceSections = (
  row: InstanceRow,
  transitions: Transitions,
  now: number,
): readonly Section[] => {
  const {node, service} = row.instance
  return [
    {
      title: '',
      lines: factLines([
        ['address', row.address],
        ['node', node.name],
        ['id', service.id],
        ['tags', service.tags.join(' ')],
        ['weights', `${service.weights.passing} passing, ${service.weights.warning} warning`],
        ['kind', service.kind ?? ''],
        ['ports', service.ports?.map(({name, port}) => `${name} ${port}`).join(', ') ?? ''],
      ]),
    },
    {
      title: `Checks (${row.checks.length})`,
      lines: row.checks.flatMap(check => [
        {spans: checkSpans(check, statusAge(check, transitions, now)), copy: check.checkId},
        ...outputSpans(check).map(spans => ({spans})),
      ]),
    },
    ...(Object.keys(service.meta).length > 0
      ? [{title: 'Metadata', lines: factLines(Object.entries(service.meta))}]
      : []),
  ]
}
