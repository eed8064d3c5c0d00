import type {App} from '../../../state/app.ts'
import type {Confirmation, Note} from '../../../state/dialog.ts'
import {type ImportPlan, planImport, runImport} from '../../../state/kv/import.ts'
import type {Where} from '../../../state/kv/where.ts'
import {formatBytes, formatCount} from '../../format.ts'
import type {ActionContext} from '../../keymap/action.ts'
import {reportAccount} from './account.ts'
import {inJob} from './in-job.ts'
import {kvCommand, whereNow} from './place.ts'
import {keys, namesOf} from './words.ts'

/** Asks for the file. */
export const promptImport = ({app, runAction}: ActionContext): void => {
  const where = whereNow(app)
  app.prompt.open({
    kind: 'text',
    label: 'Import from file: ',
    hint: 'a path, written by consul kv export or by x here; ~ is your home',
    onSubmit: text => {
      const path = text.trim()
      runAction({id: 'kv.importFrom', keys: [], title: 'Import', run: () => askImport(app, path, where)})
    },
  })
}

const askImport = async (app: App, path: string, where: Where): Promise<string | undefined> => {
  if (path === '') throw new Error('name the file to import')
  const text = await app.files.read(path)
  const name = app.files.shorten(app.files.expand(path))
  const plan = await inJob(app, `Comparing ${name}`, control =>
    planImport(app.kv, {path: name, text, where}, control),
  )
  if (plan === undefined) return undefined
  const {fresh, different, same, unnamable} = plan
  if (fresh.length + different.length + unnamable === 0)
    return same === 0 ? `${name} has no keys` : `${keys(same)} of ${name}: all there already, as in the file`
  app.dialog.ask(question(app, path, plan))
  return undefined
}

const question = (app: App, path: string, plan: ImportPlan): Confirmation => {
  const {where, fresh, same, different, bytes} = plan
  const act = (overwrite: boolean) => () => carryOut(app, path, plan, overwrite)
  return {
    title: `Import ${plan.path}${where.datacenter === undefined ? '' : ` into ${where.datacenter}`}?`,
    touches: [
      {
        new: formatCount(fresh.length),
        'the same': formatCount(same),
        'with another value': formatCount(different.length),
        values: formatBytes(bytes),
      },
    ],
    notes: notesOf(plan),
    ...kvCommand(app, where, 'import', [`@${app.files.expand(path)}`]),
    ...(different.length === 0
      ? {confirmLabel: `Import ${keys(fresh.length)}`, run: act(false)}
      : fresh.length === 0
        ? {confirmLabel: `Overwrite ${keys(different.length)}`, run: act(true)}
        : {
            confirmLabel: `Only the ${formatCount(fresh.length)} new`,
            run: act(false),
            alternative: {label: `Overwrite ${formatCount(different.length)} too`, run: act(true)},
          }),
  }
}

const notesOf = ({different, fresh, unnamable, file}: ImportPlan): readonly Note[] => [
  ...(fresh.length === 0 ? [] : [{text: `New: ${namesOf(fresh.map(({key}) => key))}.`}]),
  ...(different.length === 0
    ? []
    : [
        {
          text: `With another value: ${namesOf(different.map(({entry}) => entry.key))}.`,
          tone: 'warn',
        } as const,
      ]),
  ...(unnamable === 0
    ? []
    : [{text: `${keys(unnamable)} cannot be written: the name is not UTF-8.`, tone: 'warn'} as const]),
  ...(file === undefined ? [] : [{text: `What would be overwritten is saved first in ${file}.`}]),
]

const carryOut = async (
  app: App,
  path: string,
  plan: ImportPlan,
  overwrite: boolean,
): Promise<string | undefined> => {
  const account = await inJob(app, `Importing ${plan.path}`, control =>
    runImport(app.kv, plan, {overwrite}, control),
  )
  if (account === undefined) return undefined
  const goOn = () => askImport(app, path, plan.where)
  return reportAccount(app, {account, did: 'imported', what: `of ${plan.path}`, goOn})
}
