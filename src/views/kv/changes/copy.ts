import type {App} from '../../../state/app.ts'
import type {Confirmation, Note} from '../../../state/dialog.ts'
import {runCopy} from '../../../state/kv/copy.ts'
import {
  type CopyPlan,
  type CopyRequest,
  overwrites,
  planCopy,
  refusalOfCopy,
} from '../../../state/kv/copy-plan.ts'
import {nextDatacenter, parseTarget, typedTarget, wordBeforeColon} from '../../../state/kv/copy-target.ts'
import {findLocks, type Locks} from '../../../state/kv/lock-holder.ts'
import type {KvTarget} from '../../../state/kv/tree-row.ts'
import {sameWhere} from '../../../state/kv/where.ts'
import type {Prompt} from '../../../state/prompt.ts'
import {datacentersQuery} from '../../../state/queries/datacenters.ts'
import {formatBytes, formatCount} from '../../format.ts'
import type {ActionContext} from '../../keymap/action.ts'
import {askDatacenters, type Datacenters} from '../datacenters.ts'
import {reportAccount} from './account.ts'
import {follow} from './follow.ts'
import {inJob} from './in-job.ts'
import {sayNothingThere} from './nothing-there.ts'
import {keyCommand, kvCommand, placeName, targetContext} from './place.ts'
import {hiddenNotes, keys, lockNotes, namesOf, siblingNotes} from './words.ts'

type Wish = {readonly source: KvTarget; readonly move: boolean}

/** Asks where it is to go: in a line that begins with where it is. */
export const promptCopy = ({app, runAction}: ActionContext, {source, move}: Wish): void => {
  const completion = () => completionOf(datacenters.known() ?? [])
  const datacenters = askDatacenters(app, () => app.prompt.update(completion()))
  const target = targetContext(app, source, datacenters.known())
  app.prompt.open({
    kind: 'text',
    label: `${move ? 'Rename or move' : 'Copy'} to: `,
    text: typedTarget(target),
    hint: 'a key or folder; DATACENTER: before it goes to another datacenter',
    ...completion(),
    onCancel: datacenters.leave,
    onSubmit: text =>
      runAction({
        id: 'kv.copyTo',
        keys: [],
        title: move ? 'Move' : 'Copy',
        run: async context => {
          const known = await knownFor(text, source, datacenters)
          return askCopy(context, {source, from: target.from, move, ...parseTarget(text, {...target, known})})
        },
      }),
  })
}

const completionOf = (known: readonly string[]): Pick<Prompt, 'aside' | 'complete'> =>
  known.length < 2
    ? {}
    : {
        aside: `Tab: ${known.map(name => `${name}:`).join(' ')}`,
        complete: text => nextDatacenter(text, known),
      }

/** Whether a word before a colon is a datacenter is Consul's to say: a guess would write to the wrong place. */
const knownFor = async (
  text: string,
  source: KvTarget,
  datacenters: Datacenters,
): Promise<readonly string[] | undefined> => {
  const word = wordBeforeColon(text)
  const known = word === undefined ? datacenters.known() : await datacenters.told()
  datacenters.leave()
  if (known === undefined && word !== undefined && word !== wordBeforeColon(source.key)) {
    throw new Error(`whether ${word} is a datacenter is not known, as Consul has not told: try again`)
  }
  return known
}

const askCopy = async (context: ActionContext, request: CopyRequest): Promise<string | undefined> => {
  const {app} = context
  const refusal = refusalOfCopy(request)
  if (refusal !== undefined) throw new Error(refusal)
  const {source, from} = request
  const name = placeName(source.key, from)
  const looked = await inJob(app, `Looking at ${name}`, async control => {
    const plan = await planCopy(app.kv, request, control)
    return {plan, locks: await findLocks(app.kv, plan.inventory.items, from)}
  })
  if (looked === undefined) return undefined
  const {inventory} = looked.plan
  if (inventory.items.length === 0) {
    sayNothingThere(app, name, inventory)
    return undefined
  }
  app.dialog.ask(question(context, looked.plan, looked.locks))
  return undefined
}

const question = (context: ActionContext, plan: CopyPlan, locks: Locks | undefined): Confirmation => {
  const {source, from, target, to, move, inventory, existing, transactions} = plan
  const verb = move ? 'Move' : 'Copy'
  const different = overwrites(plan.existing).length
  const others = inventory.items.length - different
  const act = (overwrite: boolean) => () => carryOut(context, plan, overwrite)
  return {
    title: `${verb} ${placeName(source.key, from)} to ${placeName(target, to)}?`,
    touches: [
      {
        keys: formatCount(inventory.items.length),
        values: formatBytes(inventory.bytes),
        transactions: formatCount(isAtOnce(plan) ? 1 : transactions),
        ...(existing.size > 0 && {
          'there already': formatCount(existing.size - different),
          'with another value': formatCount(different),
        }),
      },
    ],
    notes: notesOf(context.app, plan, locks),
    ...copyCommand(context.app, plan),
    ...(different === 0
      ? {confirmLabel: verb, run: act(false)}
      : others === 0
        ? {confirmLabel: `Overwrite ${keys(different)}`, run: act(true)}
        : {
            confirmLabel: `${verb} the other ${formatCount(others)}`,
            run: act(false),
            alternative: {label: `Overwrite ${formatCount(different)} too`, run: act(true)},
          }),
  }
}

/** A single key goes over within one transaction. */
const isAtOnce = ({move, from, to, inventory, existing}: CopyPlan): boolean =>
  move &&
  sameWhere(from, to) &&
  inventory.items.length === 1 &&
  ![...existing.values()].some(({same}) => same)

const notesOf = (app: App, plan: CopyPlan, locks: Locks | undefined): readonly Note[] => {
  const {source, target, move, existing, inventory, siblings} = plan
  const taken = overwrites(existing).map(({key}) => key)
  const word = wordBeforeColon(target)
  const known = app.peek(datacentersQuery) ?? []
  return [
    ...(taken.length === 0
      ? []
      : [{text: `There already with another value: ${namesOf(taken)}.`, tone: 'warn'} as const]),
    ...(word === undefined || wordBeforeColon(source.key) === word
      ? []
      : [
          {
            text: `${word}: is part of the name: Consul knows the datacenters ${known.join(', ')}.`,
            tone: 'warn',
          } as const,
        ]),
    ...lockNotes(locks, 'a lock does not go along'),
    ...hiddenNotes(inventory),
    ...siblingNotes(siblings),
    ...(move && !isAtOnce(plan)
      ? [{text: 'First all is copied and read back; then what was read back equal is deleted here.'}]
      : []),
  ]
}

/** Consul's own tool can do it where the names stay, from one datacenter to another. */
const copyCommand = (app: App, {source, from, target, to, move}: CopyPlan): {readonly command?: string} => {
  if (move || source.kind !== 'folder' || target !== source.key) return {}
  const {command: give} = keyCommand(app, from, 'export', source.key)
  const {command: take} = kvCommand(app, to, 'import', ['-'])
  return give && take ? {command: `${give} | ${take}`} : {}
}

const carryOut = async (
  context: ActionContext,
  plan: CopyPlan,
  overwrite: boolean,
): Promise<string | undefined> => {
  const {app, entry} = context
  const {source, from, target, to, move} = plan
  const names = `${placeName(source.key, from)} to ${placeName(target, to)}`
  const account = await inJob(app, `${move ? 'Moving' : 'Copying'} ${names}`, control =>
    runCopy(app.kv, plan, {overwrite}, control),
  )
  if (account === undefined) return undefined
  if (move && account.done > 0 && sameWhere(from, to)) follow(app, entry, target)
  const did = move ? 'moved' : 'copied'
  const goOn = () => askCopy(context, {source, from, target, to, move})
  if (source.kind === 'key' && account.done === 1) return `${did} ${names}`
  return reportAccount(app, {account, did, what: `of ${names}`, goOn})
}
