import type {KvTarget} from '../../state/kv/tree-row.ts'
import type {Action, ActionContext} from '../keymap/action.ts'
import {promptCopy} from './changes/copy.ts'
import {askDelete} from './changes/delete.ts'
import {promptExport} from './changes/export.ts'
import {promptImport} from './changes/import.ts'
import {busy} from './changes/in-job.ts'
import {whereNow} from './changes/place.ts'
import {askUndo} from './changes/undo.ts'
import {kvTarget} from './target.ts'

const refuse = (context: ActionContext): string | undefined =>
  kvTarget(context) === undefined ? 'nothing is under the cursor' : busy(context.app)

const onTarget =
  (run: (context: ActionContext, target: KvTarget) => unknown) =>
  (context: ActionContext): unknown => {
    const target = kvTarget(context)
    return target && run(context, target)
  }

/** What changes keys and folders as a whole: each shows first what it would do, and asks. */
export const CHANGE_ACTIONS: readonly Action[] = [
  {
    id: 'kv.delete',
    keys: ['d'],
    title: 'Delete the key, or the folder with all that is in it',
    hint: 'delete',
    danger: true,
    disabled: refuse,
    run: onTarget(({app}, target) => askDelete(app, target, whereNow(app))),
  },
  {
    id: 'kv.move',
    keys: ['R'],
    title: 'Rename the key or folder, or move it, also to another datacenter',
    hint: 'rename',
    danger: true,
    disabled: refuse,
    run: onTarget((context, source) => promptCopy(context, {source, move: true})),
  },
  {
    id: 'kv.copy',
    keys: ['c'],
    title: 'Copy the key or folder, also to another datacenter',
    hint: 'copy to',
    danger: true,
    disabled: refuse,
    run: onTarget((context, source) => promptCopy(context, {source, move: false})),
  },
  {
    id: 'kv.undo',
    keys: ['u'],
    title: 'Take back the last write or deletion of this session',
    hint: 'undo',
    danger: true,
    disabled: ({app}) =>
      app.journal.last() === undefined
        ? 'this session has changed no key that is not taken back already'
        : busy(app),
    run: ({app}) => askUndo(app),
  },
  {
    id: 'kv.export',
    keys: ['x'],
    title: 'Export the key or folder to a file that consul kv import reads',
    hint: 'export',
    disabled: refuse,
    run: onTarget(promptExport),
  },
  {
    id: 'kv.import',
    keys: ['I'],
    title: 'Import a file that consul kv export has written',
    danger: true,
    disabled: ({app}) => busy(app),
    run: promptImport,
  },
]
