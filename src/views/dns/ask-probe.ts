import {type ProbePlan, parseProbe, USUAL_PROBE} from '../../state/dns/probe-plan.ts'
import type {ActionContext} from '../keymap/action.ts'

/** Asks how fast and how long, and probes. */
export const askProbe = (context: ActionContext, text = USUAL_PROBE, problem?: string): void => {
  const {app, runAction} = context
  app.prompt.open({
    kind: 'text',
    label: `${problem ?? 'Probe, queries a second and seconds'}: `,
    hint: 'RATE [SECONDS [SERVER,SERVER]]',
    text,
    onSubmit: typed => {
      const plan = parseProbe(typed)
      if ('problem' in plan) {
        askProbe(context, typed, plan.problem)
        return
      }
      runAction({id: 'dns.probing', keys: [], title: 'Probe', run: () => probe(context, plan)})
    },
  })
}

const probe = async ({app, entry}: ActionContext, plan: ProbePlan): Promise<string> => {
  const page = app.dns.page(entry)
  const {done, total} = await app.jobs.run('DNS probe', control => page.probe(plan, control))
  return done < total ? `stopped after ${done} of ${total} queries` : `${total} queries asked`
}
