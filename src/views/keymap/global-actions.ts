import {TABS} from '../../state/navigation.ts'
import {leftBehindBy} from '../deploy/left-behind-notes.ts'
import {whyNotAway} from '../deploy/why-not-away.ts'
import {TAB_TITLES} from '../tab-titles.ts'
import type {Action, ActionContext, Keymap} from './action.ts'
import {openPalette} from './open-palette.ts'

const turn =
  (step: number) =>
  ({app}: ActionContext): void => {
    const at = TABS.indexOf(app.navigation.store.getState().tab)
    const next = TABS[(at + step + TABS.length) % TABS.length]
    if (next) app.navigation.showTab(next)
  }

const tabActions: readonly Action[] = TABS.map((tab, index) => ({
  id: `tab.${tab}`,
  keys: [String(index + 1)],
  title: `Show ${TAB_TITLES[tab]}`,
  run: ({app}) => app.navigation.showTab(tab),
}))

/** Esc takes back one thing at a time: what reads for this screen first, then the filter, then the screen. */
const back = ({app, entry}: ActionContext): string | undefined => {
  if (app.scans.stop(entry) || app.dns.stop(entry)) return 'stopped'
  if (entry.table.store.getState().filter !== '') entry.table.setFilter('')
  else app.navigation.back()
  return undefined
}

/** Asks only where something would be lost. */
const quit = ({app}: ActionContext): void => {
  const unfinished = app.unfinished()
  if (unfinished.length === 0) app.host.quit()
  else {
    app.dialog.ask({
      title: 'Quit all the same?',
      touches: unfinished.map(what => ({unfinished: what})),
      notes: leftBehindBy(app.deploys.open()),
      confirmLabel: 'Quit',
      run: async () => app.host.quit(),
    })
  }
}

/** What works on every screen. */
export const GLOBAL_KEYMAP: Keymap = {
  scope: 'global',
  actions: [
    ...tabActions,
    {id: 'tab.next', keys: ['tab'], title: 'Next tab', run: turn(1)},
    {id: 'tab.previous', keys: ['shift+tab'], title: 'Previous tab', run: turn(-1)},
    {
      id: 'back',
      keys: ['escape'],
      title: 'Back; stops a search and clears the filter first',
      hint: 'back',
      run: back,
    },
    {id: 'palette', keys: [':'], title: 'Command palette', hint: 'command', run: openPalette},
    {
      id: 'help',
      keys: ['?'],
      title: 'Keys',
      hint: 'help',
      run: ({app}) => app.chrome.setState({help: true, helpTop: 0}),
    },
    {
      id: 'refresh',
      keys: ['r'],
      title: 'Ask again now',
      run: ({app, entry}) => {
        if (app.dns.askAgain(entry) || app.deploys.lookAgain(entry)) return undefined // its screen says so
        app.live.refreshAll()
        return 'asked again'
      },
    },
    {id: 'repaint', keys: ['ctrl+l'], title: 'Repaint the screen', run: ({app}) => app.host.repaint()},
    {
      id: 'suspend',
      keys: ['ctrl+z'],
      title: 'Suspend',
      disabled: ({app}) => whyNotAway(app),
      run: ({app}) => app.host.suspend(),
    },
    {
      id: 'job.stop',
      keys: ['ctrl+x'],
      title: 'Stop what is running',
      disabled: ({app, entry}) =>
        app.scans.isRunning(entry) || app.dns.isRunning(entry) || app.jobs.store.getState().current
          ? undefined
          : 'nothing is running',
      run: ({app, entry}) => {
        if (app.scans.stop(entry) || app.dns.stop(entry)) return
        app.jobs.cancel()
      },
    },
    {id: 'quit', keys: ['q'], title: 'Quit', hint: 'quit', run: quit},
    {id: 'quit.now', keys: ['ctrl+c'], title: 'Quit without asking', run: ({app}) => app.host.quit()},
  ],
}
