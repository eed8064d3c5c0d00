import type {App} from '../../state/app.ts'

/** Asks what to look for on the search that is on the screen; one that was never begun is left with the prompt. */
export const askPattern = (app: App, text?: string): void => {
  const entry = app.navigation.current()
  if (entry.route.name !== 'search') return
  const search = app.scans.search(entry)
  const {pattern: before, phase} = search.store.getState()
  const leave = (): void => {
    if (phase === 'idle') app.navigation.back()
    else search.setPattern(before)
  }
  app.prompt.open({
    kind: 'text',
    label: entry.route.folder === '' ? 'Search all keys: ' : `Search below ${entry.route.folder}: `,
    hint: 'text or /regex/; Ctrl-T: values too',
    text: text ?? before,
    onChange: search.setPattern,
    onToggle: () => search.setValues(!search.store.getState().values),
    onCancel: leave,
    onSubmit: pattern => {
      search.setPattern(pattern)
      if (pattern === '') leave()
      // What cannot be read is said above, and stays to be mended.
      else if (search.store.getState().error !== undefined) askPattern(app, pattern)
      else search.start()
    },
  })
}
