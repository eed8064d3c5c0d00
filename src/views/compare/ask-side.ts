import {parseSide, type Side, sideName} from '../../state/kv/side.ts'
import {datacentersQuery} from '../../state/queries/datacenters.ts'
import type {ActionContext} from '../keymap/action.ts'

/** Asks what a folder is to be compared with, and compares. The datacenters are asked for meanwhile. */
export const askOtherSide = (context: ActionContext, left: Side, again = {complaint: '', text: ''}): void => {
  const {app} = context
  const query = datacentersQuery(app.queryContext())
  const known = app.live.storeOf(query)
  const leaves = [
    app.live.subscribe(query),
    known.subscribe(({data}) => app.prompt.setHint(hintFor(left, data))),
  ]
  const leave = (): void => {
    for (const each of leaves) each()
  }
  app.prompt.open({
    kind: 'text',
    label: `${again.complaint}Compare ${sideName(left)} with: `,
    hint: hintFor(left, known.getState().data),
    text: again.text,
    onCancel: leave,
    onSubmit: text => {
      leave()
      const right = parseSide(text, left, known.getState().data)
      if ('error' in right) askOtherSide(context, left, {complaint: `${right.error}. `, text})
      else {
        app.navigation.open({name: 'compare', left, right})
        app.scans.comparison(app.navigation.current()).start()
      }
    },
  })
}

const hintFor = ({datacenter}: Side, datacenters: readonly string[] = []): string => {
  const others = datacenters.filter(name => name !== datacenter)
  const [first = 'dc2'] = others
  const known = others.length > 0 ? ` (there is ${others.join(', ')})` : ''
  return `folder/, or ${first}: for the same folder there, or ${first}:folder/${known}`
}
