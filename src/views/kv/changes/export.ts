import {exportKeys} from '../../../state/kv/export.ts'
import type {KvTarget} from '../../../state/kv/tree-row.ts'
import type {Where} from '../../../state/kv/where.ts'
import type {ActionContext} from '../../keymap/action.ts'
import {inJob} from './in-job.ts'
import {keyCommand, placeName, whereNow} from './place.ts'
import {keys} from './words.ts'

/** Asks for the file; one that is there already is asked about. */
export const promptExport = ({app, runAction}: ActionContext, target: KvTarget): void => {
  const where = whereNow(app)
  app.prompt.open({
    kind: 'text',
    label: `Export ${placeName(target.key, where)} to file: `,
    text: fileName(target.key),
    hint: 'a path; ~ is your home',
    onSubmit: text => {
      const path = text.trim()
      runAction({
        id: 'kv.exportTo',
        keys: [],
        title: 'Export',
        run: context => exportTo(context, {target, where, path}),
      })
    },
  })
}

/** A name that no shell and no file system minds. */
const fileName = (key: string): string =>
  `${key.replaceAll(/[^\w.]+/g, '-').replaceAll(/^[-.]+|-+$/g, '') || 'kv'}.json`

type Wish = {readonly target: KvTarget; readonly where: Where; readonly path: string}

const exportTo = async ({app}: ActionContext, {target, where, path}: Wish): Promise<string | undefined> => {
  if (path === '') throw new Error('name the file to export to')
  const write = async (replace: boolean): Promise<string | undefined> => {
    const done = await inJob(app, `Exporting ${placeName(target.key, where)}`, control =>
      exportKeys(app.kv, {target, where, path, replace}, control),
    )
    if (done === undefined) return undefined
    const left = done.left === 0 ? '' : `; ${keys(done.left)} could not be read or named, and are not in it`
    return `exported ${keys(done.written)} to ${app.files.shorten(app.files.expand(path))}${left}`
  }
  if (!(await app.files.exists(path))) return write(false)
  const full = app.files.expand(path)
  app.dialog.ask({
    title: `Overwrite ${app.files.shorten(full)}?`,
    touches: [],
    warning: 'There is a file of this name already.',
    ...keyCommand(app, where, 'export', target.key),
    confirmLabel: 'Overwrite',
    run: () => write(true),
  })
  return undefined
}
