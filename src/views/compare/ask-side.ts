import {parseSide, type Side, sideName} from '../../state/kv/side.ts'
import type {ActionContext} from '../keymap/action.ts'
import {askDatacenters} from '../kv/datacenters.ts'

/** Asks what a folder is to be compared with, and compares. The datacenters are asked for meanwhile. */
export const askOtherSide = (context: ActionContext, left: Side, again = {complaint: '', text: ''}): void => {
  const {app} = context
  const hint = () => hintFor(left, datacenters.known())
  const datacenters = askDatacenters(app, () => app.prompt.update({hint: hint()}))
  app.prompt.open({
    kind: 'text',
    label: `${again.complaint}Compare ${sideName(left)} with: `,
    hint: hint(),
    text: again.text,
    onCancel: datacenters.leave,
    onSubmit: text => {
      datacenters.leave()
      const right = parseSide(text, left, datacenters.known())
      if ('error' in right) askOtherSide(context, left, {complaint: `${right.error}. `, text})
      else {
        app.navigation.open({name: 'compare', left, right})
        void app.scans.comparison(app.navigation.current()).start()
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
