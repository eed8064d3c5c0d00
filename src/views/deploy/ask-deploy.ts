import type {DeployRequest} from '../../deploy/waves/request.ts'
import {
  EMPTY_REQUEST,
  formatWatch,
  formatWaves,
  readWatch,
  readWaves,
  requestOf,
} from '../../state/deploy/deploy-text.ts'
import {formatFilters} from '../../state/deploy/filter-text.ts'
import {shownUrl} from '../../state/deploy/shown-url.ts'
import {historyQuery} from '../../state/queries/deploys.ts'
import type {Action, ActionContext} from '../keymap/action.ts'
import {askNodes} from './ask-nodes.ts'

/** What was deployed last, by anybody; on a pre-flight, what it is about. */
const lastRequest = ({app, entry}: ActionContext): DeployRequest => {
  if (entry.route.name === 'preflight') return entry.route.request
  const records = (app.peek(historyQuery) ?? []).flatMap(({record}) => record ?? [])
  const last = records.find(record => record.kind === 'deploy')
  return last ? withoutSecret(requestOf(last)) : EMPTY_REQUEST
}

/** The URL of somebody else's manifest may hold their password or signature, which is for no other screen. */
const withoutSecret = (request: DeployRequest): DeployRequest => ({
  ...request,
  url: shownUrl(request.url) === request.url ? request.url : EMPTY_REQUEST.url,
})

type Ask = {
  readonly label: string
  readonly hint: string
  readonly text: string
  /** What is wrong with it, or undefined where it was taken. */
  readonly take: (text: string) => string | undefined
}

/** One line of the form; what cannot be read stays to be mended. */
const ask = (context: ActionContext, {label, hint, text, take}: Ask, problem?: string): void =>
  context.app.prompt.open({
    kind: 'text',
    label: problem === undefined ? label : `${problem}. ${label}`,
    hint,
    text,
    onSubmit: typed => {
      const wrong = take(typed.trim())
      if (wrong !== undefined) ask(context, {label, hint, text: typed, take}, wrong)
    },
  })

const askEvent = (context: ActionContext): void => {
  const request = lastRequest(context)
  ask(context, {
    label: 'Deploy, 1 of 5: event: ',
    hint: 'the name that `lictor agent` waits for',
    text: request.event,
    take: event => {
      if (event === '' || /\s/.test(event)) return 'An event has a name without blanks'
      askUrl(context, {...request, event})
      return undefined
    },
  })
}

const askUrl = (context: ActionContext, request: DeployRequest): void =>
  ask(context, {
    label: '2 of 5: manifest: ',
    hint: 'its URL: https://, s3:// or file://',
    text: request.url,
    take: url => {
      if (url === '' || /\s/.test(url)) return 'A URL has no blanks'
      askNodes(context, {
        label: '3 of 5: on: ',
        text: formatFilters(request.filters),
        take: filters => askWaves(context, {...request, url, filters}),
      })
      return undefined
    },
  })

const askWaves = (context: ActionContext, request: DeployRequest): void =>
  ask(context, {
    label: '4 of 5: waves: ',
    hint: 'how many have it after each, as 1,25%,all; empty for all at once',
    text: formatWaves(request.waves),
    take: text => {
      const read = readWaves(text)
      if ('problem' in read) return read.problem
      askServices(context, {...request, waves: read.waves})
      return undefined
    },
  })

const askServices = (context: ActionContext, request: DeployRequest): void =>
  ask(context, {
    label: '5 of 5: services that must pass after each wave: ',
    hint: 'NAME,NAME SECONDS; empty for none',
    text: formatWatch(request.terms),
    take: text => {
      const read = readWatch(text)
      if ('problem' in read) return read.problem
      openPreflight(context, {...request, terms: {...request.terms, ...read}})
      return undefined
    },
  })

/** Where the tenancy is: the one of an earlier deploy may be another. */
const openPreflight = ({app, entry}: ActionContext, request: DeployRequest): void => {
  const {datacenter} = app.tenancy.getState()
  if (entry.route.name === 'preflight') app.navigation.back()
  app.navigation.open({name: 'preflight', request: {...request, datacenter}})
}

export const DEPLOY_ACTION: Action = {
  id: 'deploy.new',
  keys: ['n'],
  title: 'Deploy: event, manifest, hosts and waves, then a pre-flight',
  hint: 'new deploy',
  danger: true,
  run: askEvent,
}
