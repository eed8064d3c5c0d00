import {parentFolder} from '../../state/kv/key-names.ts'
import type {SearchHit} from '../../state/kv/search-results.ts'
import type {Action, ActionContext} from '../keymap/action.ts'
import {revealKey} from '../kv/reveal.ts'
import {askPattern} from './ask-pattern.ts'

const current = ({entry}: ActionContext): SearchHit | undefined => entry.table.current()

const open = (context: ActionContext): void => {
  const hit = current(context)
  if (hit) revealKey(context.app, hit.key)
}

/** What was asked is asked anew: names that were found say nothing of values. */
const toggleValues = ({app, entry}: ActionContext): void => {
  const search = app.scans.search(entry)
  search.setValues(!search.store.getState().values)
  search.start()
}

const wider = ({app, entry}: ActionContext): void => {
  if (entry.route.name !== 'search') return
  const {pattern, values} = app.scans.search(entry).store.getState()
  app.navigation.open({name: 'search', folder: parentFolder(entry.route.folder)})
  const search = app.scans.search(app.navigation.current())
  search.setValues(values)
  search.setPattern(pattern)
  search.start()
}

const whyNoMore = ({app, entry}: ActionContext): string | undefined => {
  const {phase, progress} = app.scans.search(entry).store.getState()
  const canGoOn = (phase === 'budget' || phase === 'stopped') && progress.next !== undefined
  return canGoOn ? undefined : 'there are no values left that were not searched'
}

export const SEARCH_ACTIONS: readonly Action[] = [
  {
    id: 'search.open',
    keys: ['enter'],
    title: 'Go to the key',
    hint: 'go to',
    disabled: context => (current(context) === undefined ? 'nothing is under the cursor' : undefined),
    run: open,
  },
  {
    id: 'search.pattern',
    keys: ['ctrl+f'],
    title: 'Search for something else',
    hint: 'search',
    run: ({app}) => askPattern(app),
  },
  {
    id: 'search.values',
    keys: ['ctrl+t'],
    title: 'Search keys, or keys and values',
    hint: 'values too',
    run: toggleValues,
  },
  {
    id: 'search.more',
    keys: ['+'],
    title: 'Read more values than the limit',
    disabled: whyNoMore,
    run: ({app, entry}) => app.scans.search(entry).goOn(),
  },
  {
    id: 'search.wider',
    keys: ['-'],
    title: 'Search the folder above',
    hint: 'wider',
    disabled: ({entry}) =>
      entry.route.name === 'search' && entry.route.folder === '' ? 'all keys are searched' : undefined,
    run: wider,
  },
]
