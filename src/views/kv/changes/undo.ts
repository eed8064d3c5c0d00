import type {App} from '../../../state/app.ts'
import type {Note} from '../../../state/dialog.ts'
import type {Step} from '../../../state/kv/journal.ts'
import {runUndo} from '../../../state/kv/undo.ts'
import {BackupLost, planUndo, type UndoPlan} from '../../../state/kv/undo-plan.ts'
import {formatAge} from '../../format.ts'
import {reportAccount} from './account.ts'
import {inJob} from './in-job.ts'
import {counts, keys, namesOf} from './words.ts'

/** Shows what would be taken back, where it was done, and asks. */
export const askUndo = async (app: App): Promise<string | undefined> => {
  const step = app.journal.last()
  if (step === undefined) return 'nothing of this session is left to take back'
  const plan = await inJob(app, `Looking at what was ${step.what}`, control =>
    planUndo(app.kv, step, control),
  ).catch((error: unknown) => {
    if (error instanceof BackupLost) return error
    throw error
  })
  if (plan === undefined) return undefined
  if (plan instanceof BackupLost) askForget(app, step, [{text: plan.message, tone: 'warn'}])
  else if (plan.reversals.length === 0) askForget(app, step, notesOf(plan))
  else ask(app, plan)
  return undefined
}

const ask = (app: App, plan: UndoPlan): void => {
  const {step, reversals, already, changed} = plan
  app.dialog.ask({
    title: titleOf(app, step),
    touches: [
      counts({
        keys: step.changes.length,
        ...effects(plan),
        'already so': already.length,
        'left alone': changed.length,
      }),
    ],
    notes: notesOf(plan),
    confirmLabel: `Take back ${keys(reversals.length)}`,
    run: async () => {
      const account = await inJob(app, `Taking back ${step.what}`, control => runUndo(app.kv, plan, control))
      if (account === undefined) return undefined
      if (account.done === step.changes.length) return `took back: ${step.what} (${keys(account.done)})`
      return reportAccount(app, {
        account,
        did: 'took back',
        what: `of: ${step.what}`,
        goOn: () => askUndo(app),
      })
    },
  })
}

const titleOf = ({clock}: App, {what, at}: Step): string =>
  `Take back: ${what}, ${formatAge(clock.now() - at)} ago?`

const effects = ({reversals}: UndoPlan): Readonly<Record<string, number>> => {
  const of = (wanted: (before: boolean, after: boolean) => boolean): number =>
    reversals.filter(({change}) => wanted(change.before !== undefined, change.after !== undefined)).length
  return {
    'come back': of((before, after) => before && !after),
    'get their old value': of((before, after) => before && after),
    'go again': of((before, after) => !before && after),
  }
}

const notesOf = ({step, reversals, changed}: UndoPlan): readonly Note[] => {
  const locks = reversals.filter(
    ({change}) => change.before?.session !== undefined && change.after === undefined,
  )
  const places = Map.groupBy(step.changes, ({where}) => where.datacenter)
  return [
    ...[...places].map(([datacenter, changes]) => ({
      text: `${datacenter === undefined ? '' : `In ${datacenter}: `}${namesOf(changes.map(({key}) => key))}`,
    })),
    ...(changed.length === 0
      ? []
      : [
          {
            text: `Somebody else has changed these since; left as they are: ${namesOf(changed)}`,
            tone: 'warn',
          } as const,
        ]),
    ...(locks.length === 0
      ? []
      : [{text: `${keys(locks.length)} had a lock, which does not come back.`, tone: 'warn'} as const]),
  ]
}

/** A step that cannot be taken back must not stand before the one that can. */
const askForget = (app: App, step: Step, notes: readonly Note[]): void =>
  app.dialog.ask({
    title: `Nothing can be taken back of: ${step.what}`,
    touches: [],
    notes: [...notes, {text: 'Once it is forgotten, u takes back the step before it.'}],
    safe: {label: 'Keep it'},
    confirmLabel: 'Forget it',
    run: async () => {
      app.journal.settle(step, [], [])
      return `forgot: ${step.what}`
    },
  })
