import type {Whereabouts} from '../../state/dns/locate.ts'
import type {DnsPageState} from '../../state/dns/page.ts'
import {nextType} from '../../state/dns/question-type.ts'
import type {Route} from '../../state/navigation.ts'
import {identityQuery} from '../../state/queries/identity.ts'
import type {DocumentLine} from '../document/document.ts'
import type {Action, ActionContext} from '../keymap/action.ts'
import {recordOf} from './answer-sections.ts'
import {askName} from './ask-name.ts'
import {askProbe} from './ask-probe.ts'

const pageOf = ({app, entry}: ActionContext) => app.dns.page(entry)

const stateOf = (context: ActionContext): DnsPageState => pageOf(context).store.getState()

const current = ({entry}: ActionContext): DocumentLine | undefined => entry.table.current()

const recordUnder = (context: ActionContext) => {
  const {answer} = stateOf(context)
  const line = current(context)
  return answer && line ? recordOf(answer.report, line.id) : undefined
}

const isEmpty = (context: ActionContext): boolean => stateOf(context).question === undefined

const nothingAsked = (context: ActionContext): string | undefined =>
  isEmpty(context) ? 'nothing has been asked yet: n takes a name' : undefined

const noAnswer = (context: ActionContext): string | undefined =>
  stateOf(context).answer === undefined ? 'there is no answer to explain' : undefined

/** A name may look in another datacenter than the one on the screen, where the other views would search in vain. */
const elsewhere = (context: ActionContext): string | undefined => {
  const {app} = context
  const there = stateOf(context).answer?.datacenter
  const here = app.tenancy.getState().datacenter ?? app.peek(identityQuery)?.agent?.datacenter
  const isAway = there !== undefined && here !== undefined && there.toLowerCase() !== here.toLowerCase()
  return isAway ? `it is in ${there}; :dc ${there} goes there` : undefined
}

const whyNotOpen = (context: ActionContext): string | undefined => {
  if (isEmpty(context)) return undefined
  const hasTarget = current(context)?.target !== undefined || recordUnder(context) !== undefined
  return hasTarget ? elsewhere(context) : 'no instance and no node stand on this line'
}

const open = async (context: ActionContext): Promise<void> => {
  if (isEmpty(context)) {
    askName(context)
    return
  }
  const {app} = context
  const target = current(context)?.target
  if (target) {
    app.navigation.open(target)
    return
  }
  const record = recordUnder(context)
  const found = record && (await pageOf(context).locate(record))
  if (found === undefined) throw new Error('HTTP shows nothing that stands behind this record')
  // The operator may have gone on meanwhile.
  if (app.navigation.current() !== context.entry) return
  app.navigation.open(routeTo(found))
  if (found.kind === 'service' && found.node) app.navigation.current().table.setFilter(`node:${found.node}`)
}

const routeTo = (found: Whereabouts): Route => {
  switch (found.kind) {
    case 'instance':
      return {name: 'instance', service: found.service, node: found.node, id: found.id}
    case 'service':
      return {name: 'service', service: found.service}
    case 'node':
      return {name: 'node', node: found.node}
  }
}

const turnType = (context: ActionContext): void => {
  const {question} = stateOf(context)
  if (question) void pageOf(context).ask({...question, type: nextType(question.type)})
}

export const DNS_ACTIONS: readonly Action[] = [
  {id: 'dns.ask', keys: ['n'], title: 'Ask for a name', hint: 'name', run: context => askName(context)},
  {
    id: 'dns.open',
    keys: ['enter'],
    title: 'Open what stands behind the line; ask, where nothing was asked',
    hint: 'open',
    disabled: whyNotOpen,
    run: open,
  },
  {
    id: 'dns.explain',
    keys: ['x'],
    title: 'Say why the answer is as it is',
    hint: 'explain',
    disabled: noAnswer,
    run: context => void pageOf(context).explain(),
  },
  {
    id: 'dns.type',
    keys: ['t'],
    title: 'Ask for the next type: A, AAAA, SRV, …',
    hint: 'type',
    disabled: nothingAsked,
    run: turnType,
  },
  {
    id: 'dns.probe',
    keys: ['p'],
    title: 'Probe: ask again and again, and count',
    hint: 'probe',
    disabled: nothingAsked,
    run: context => askProbe(context),
  },
]
