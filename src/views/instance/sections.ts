import type {InstanceRow} from '../../state/rows/instance-rows.ts'
import {type ChecksShown, checksSection} from '../document/checks-section.ts'
import type {Section} from '../document/document.ts'
import {factLines} from '../document/fact-lines.ts'

/** All there is to say of one instance, every output unfolded. */
export const instanceSections = (row: InstanceRow, shown: ChecksShown): readonly Section[] => {
  const {node, service} = row.instance
  return [
    {
      id: 'facts',
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
    checksSection(row.checks, shown),
    ...(Object.keys(service.meta).length > 0
      ? [{id: 'metadata', title: 'Metadata', lines: factLines(Object.entries(service.meta))}]
      : []),
  ]
}
