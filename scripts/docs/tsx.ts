import {readFileSync} from 'node:fs'
import {registerHooks} from 'node:module'
import {transformSync} from 'esbuild'

/** Lets Node import the views: it strips types by itself, but knows no JSX. For modules imported after this call. */
export const allowTsx = (): void => {
  registerHooks({
    load: (url, context, next) => {
      if (!url.endsWith('.tsx')) return next(url, context)
      const {code} = transformSync(readFileSync(new URL(url), 'utf8'), {loader: 'tsx', jsx: 'automatic'})
      return {format: 'module', source: code, shortCircuit: true}
    },
  })
}
