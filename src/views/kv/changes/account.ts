import {isConsulError} from '../../../api/errors.ts'
import type {App} from '../../../state/app.ts'
import type {Note} from '../../../state/dialog.ts'
import {type Account, isClean} from '../../../state/kv/account.ts'
import {formatCount} from '../../format.ts'
import {counts, keys, namesOf} from './words.ts'

type Report = {
  readonly account: Account
  /** `deleted`, `moved`. */
  readonly did: string
  /** `of config/app/`. */
  readonly what: string
  /** Looks again, and asks about what is left. */
  readonly goOn: () => Promise<unknown>
}

/** One sentence where all went well; else the account to the last key, and the way on. */
export const reportAccount = (app: App, report: Report): string | undefined => {
  const {account, did, what, goOn} = report
  const kept = account.file === undefined ? '' : `, saved in ${app.files.shorten(account.file)}`
  if (isClean(account)) return `${did} ${keys(account.done)} ${what}${kept}`
  app.dialog.ask({
    title: titleOf(report),
    touches: [
      counts({
        [did]: account.done,
        'in both places': account.inBoth,
        'changed meanwhile': account.changed.length,
        'there already': account.occupied.length,
        'not known': account.unknown.length,
        'not reached': account.rest,
      }),
    ],
    notes: notesOf(app, account),
    safe: {label: 'Close'},
    confirmLabel: 'Look again and go on',
    run: goOn,
  })
  return undefined
}

const titleOf = ({account, did, what}: Report): string => {
  const {done, changed, occupied, unknown, rest, inBoth, stopped} = account
  const total = done + changed.length + occupied.length + unknown.length + rest + inBoth
  const begin = stopped === undefined ? 'Not all' : stopped === 'operator' ? 'Stopped' : 'Stopped by an error'
  return `${begin}: ${did} ${formatCount(done)} of ${keys(total)} ${what}`
}

const notesOf = (app: App, {changed, occupied, unknown, inBoth, stopped, file}: Account): readonly Note[] => [
  ...(isConsulError(stopped)
    ? [{text: [stopped.message, stopped.nextStep].filter(Boolean).join(' · '), tone: 'warn'} as const]
    : []),
  ...(inBoth > 0 ? [{text: `${keys(inBoth)} copied, and still at the source too.`}] : []),
  ...(changed.length > 0
    ? [{text: `Somebody else changed these meanwhile; left as they are: ${namesOf(changed)}`}]
    : []),
  ...(occupied.length > 0 ? [{text: `Left, as the target has another value: ${namesOf(occupied)}`}] : []),
  ...(unknown.length > 0
    ? [
        {
          text: `Sent, but no answer came and none can be looked up: ${namesOf(unknown)}`,
          tone: 'warn',
        } as const,
      ]
    : []),
  ...(file === undefined ? [] : [{text: `What was there before is in ${app.files.shorten(file)}`}]),
]
