import type {Finding} from '../../deploy/preflight/finding.ts'
import type {Preflight} from '../../deploy/preflight/preflight.ts'
import {formatWaves} from '../../state/deploy/deploy-text.ts'
import {shownUrl} from '../../state/deploy/shown-url.ts'
import type {Note} from '../../state/dialog.ts'
import {DEPLOY_ACTION} from '../deploy/ask-deploy.ts'
import {FREEZE_ACTION} from '../deploy/freeze-action.ts'
import type {Action, ActionContext} from '../keymap/action.ts'

const runOf = ({app, entry}: ActionContext) => app.deploys.preflight(entry)

const refuse = (context: ActionContext): string | undefined => {
  const {isFired, isLooking, result} = runOf(context).store.getState()
  if (isFired) return 'it was fired: n begins another'
  if (isLooking) return 'not everything was looked at yet'
  return result === undefined ? 'it could not be looked at: r looks again' : undefined
}

/** What is red is waved through by typing the event's name: no key press is enough. */
const fire = (context: ActionContext): void => {
  const {app} = context
  const {result} = runOf(context).store.getState()
  if (result === undefined) return
  const {request, findings, targets} = result
  const isRed = findings.some(({severity}) => severity === 'red')
  app.dialog.ask({
    title: isRed ? 'Fire this against the pre-flight?' : 'Fire this deploy?',
    touches: [
      {
        event: request.event,
        datacenter: targets.datacenter ?? 'the agent’s own',
        hosts: String(targets.expected.length),
        waves: formatWaves(request.waves),
      },
    ],
    notes: [{text: shownUrl(request.url)}, ...findings.flatMap(noteOf)],
    confirmLabel: `Fire for ${firstWave(result)}`,
    ...(isRed && {typed: request.event}),
    run: () => begin(context, result),
  })
}

const firstWave = ({plan: {waves}}: Preflight): string => {
  const first = waves[0]?.nodes.length ?? 0
  return waves.length > 1 ? `${first} first` : String(first)
}

const noteOf = ({severity, sentence}: Finding): readonly Note[] =>
  severity === 'green' ? [] : [{text: `${severity === 'red' ? '✖' : '▲'} ${sentence}`, tone: 'warn'}]

const begin = async (context: ActionContext, preflight: Preflight): Promise<void> => {
  const {app, entry} = context
  const run = runOf(context)
  if (run.store.getState().isFired) return
  run.setFired()
  const job = await app.deploys.deploy(preflight)
  // The operator may have gone on meanwhile.
  if (app.navigation.current() === entry) app.navigation.back()
  app.navigation.showTab('deploy')
  app.navigation.open({name: 'board', job: job.info.id})
}

export const PREFLIGHT_ACTIONS: readonly Action[] = [
  {
    id: 'preflight.fire',
    keys: ['!'],
    title: 'Fire the deploy',
    hint: 'fire',
    danger: true,
    disabled: refuse,
    run: fire,
  },
  DEPLOY_ACTION,
  FREEZE_ACTION,
]
