import {isConsulError} from '../../api/errors.ts'
import type {ExecJob} from '../../deploy/exec/job.ts'
import type {TargetFilters} from '../../deploy/targets/filters.ts'
import type {Targets} from '../../deploy/targets/find.ts'
import {formatFilters} from '../../state/deploy/filter-text.ts'
import type {Note} from '../../state/dialog.ts'
import {identityQuery} from '../../state/queries/identity.ts'
import type {Action, ActionContext} from '../keymap/action.ts'
import {consulCommand} from '../shell-command.ts'
import {askNodes} from './ask-nodes.ts'
import {jobAtHand} from './job-at-hand.ts'
import {targetNotes} from './target-notes.ts'

/** The command, then the nodes, then the question: nothing is sent before the last. */
const askCommand = (context: ActionContext): void => {
  const {prompt, deploys} = context.app
  deploys.commands.reset()
  prompt.open({
    kind: 'text',
    label: 'Run on agents: ',
    hint: 'a line for the shell, or @FILE of a script; Up: run before',
    step: deploys.commands.step,
    onChange: deploys.commands.typed,
    onSubmit: typed => {
      const what = typed.trim()
      if (what !== '') doAs(context, 'Read the script', () => readCommand(context, what))
    },
  })
}

/** Steps that wait for something are actions, so that what fails is said where all failures are. */
const doAs = ({runAction}: ActionContext, title: string, run: (context: ActionContext) => unknown): void =>
  runAction({id: `exec.${title}`, keys: [], title, danger: true, run})

type Command = {readonly what: string; readonly job: ExecJob}

/** What stands in a text for bytes that are none. */
const REPLACEMENT = '\uFFFD'

const readCommand = async (context: ActionContext, what: string): Promise<void> => {
  if (!what.startsWith('@')) {
    askTargets(context, {what, job: {command: what}})
    return
  }
  const path = what.slice(1)
  const text = await context.app.host.readFile(path)
  if (!text.startsWith('#!'))
    throw new Error(`${path} does not begin with #!: agents would not know how to run it`)
  if (text.includes(REPLACEMENT))
    throw new Error(`${path} is not UTF-8 and would be changed: lictor exec --script sends it as it is`)
  askTargets(context, {what, job: {script: Buffer.from(text)}})
}

/** Where one comes from a board, its hosts are meant again. */
const filtersBefore = (context: ActionContext): string => {
  const job = context.entry.route.name === 'deploy' ? undefined : jobAtHand(context)
  return job ? formatFilters(job.info.filters) : context.app.deploys.usedFilters()
}

const askTargets = (
  context: ActionContext,
  command: Command,
  text = filtersBefore(context),
  problem?: string,
): void =>
  askNodes(context, {
    label: 'On: ',
    text,
    ...(problem !== undefined && {problem}),
    take: filters => doAs(context, 'Look for the nodes', () => confirm(context, command, filters)),
  })

const confirm = async (context: ActionContext, command: Command, filters: TargetFilters): Promise<void> => {
  const {app} = context
  const targets = await app.deploys.find(filters).catch(refusal)
  if (typeof targets === 'string') {
    askTargets(context, command, formatFilters(filters), targets)
    return
  }
  if (targets.expected.length === 0) {
    const dead = targets.dead.length > 0 ? `; ${targets.dead.length} that match are dead` : ''
    askTargets(context, command, formatFilters(filters), `no living agent matches${dead}`)
    return
  }
  app.dialog.ask({
    title: 'Run this on agents?',
    touches: [
      {
        datacenter: targets.datacenter ?? 'the agent’s own',
        nodes: String(targets.expected.length),
        on: formatFilters(filters) || 'every node',
      },
    ],
    notes: [...targetNotes(targets), ...askedNotes(context, targets)],
    ...consulExec(app.client.address, command, filters, targets),
    confirmLabel: `Run on ${targets.expected.length}`,
    run: async () => {
      const {info} = await app.deploys.exec({...command, filters, targets})
      app.navigation.showTab('deploy')
      app.navigation.open({name: 'board', job: info.id})
    },
  })
}

/** What is wrong with the filters themselves is there to be mended. */
const refusal = (error: unknown): string => {
  if (isConsulError(error) && error.kind === 'invalid') return error.message
  throw error
}

/** The same by the stock CLI, which takes a script by its path as well. */
const consulExec = (
  agent: string,
  {what, job}: Command,
  {node, service, tag}: TargetFilters,
  {datacenter, isForeign}: Targets,
) => {
  const flag = (name: string, value: string | undefined): readonly string[] =>
    value ? [`-${name}=${value}`] : []
  return consulCommand(
    agent,
    ['exec'],
    [
      ...flag('datacenter', isForeign ? datacenter : undefined),
      ...flag('node', node),
      ...flag('service', service),
      ...flag('tag', tag),
      'script' in job ? `-script=${what.slice(1)}` : what,
    ],
  )
}

/** Of one agent alone it can be known. */
const askedNotes = ({app}: ActionContext, {expected}: Targets): readonly Note[] => {
  const agent = app.peek(identityQuery)?.agent
  if (!agent?.remoteExecDisabled || !expected.some(({node}) => node === agent.nodeName)) return []
  return [{text: `${agent.nodeName} has remote exec disabled, and will be silent.`, tone: 'warn'}]
}

export const EXEC_ACTION: Action = {
  id: 'exec.run',
  keys: ['x'],
  title: 'Run a command on agents',
  hint: 'run',
  danger: true,
  run: askCommand,
}
