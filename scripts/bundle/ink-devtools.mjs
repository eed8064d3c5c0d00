/**
 * Leaves out Ink's link to React's developer tools. Ink looks for them when DEV is set, as it is in many an operator's
 * shell for other reasons.
 *
 * @returns {import('esbuild').Plugin}
 */
export function withoutInkDevtools() {
  return {
    name: 'without-ink-devtools',
    setup({onLoad}) {
      onLoad({filter: /node_modules[\\/]ink[\\/]build[\\/]devtools\.js$/}, () => ({contents: ''}))
    },
  }
}
