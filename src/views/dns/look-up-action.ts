import type {Action, ActionContext} from '../keymap/action.ts'

/** The name of what an action is aimed at, without datacenter and domain: `web.service`. */
type Aim = (context: ActionContext) => string | undefined

/** Goes to the DNS tab and asks for what is under the cursor; Esc comes back. */
export const lookUpAction = (aim: Aim): Action => ({
  id: 'dns.lookUp',
  keys: ['N'],
  title: 'Ask DNS for its name',
  hint: 'dns',
  disabled: context => (aim(context) === undefined ? 'nothing is under the cursor' : undefined),
  run: context => {
    const question = aim(context)
    if (question !== undefined) context.app.navigation.openIn('dns', {name: 'dns', question})
  },
})
