import type {Choice} from '../../deploy/waves/snapshot.ts'
import type {DeployJob} from '../../state/deploy/job.ts'
import {isLeft, isOpen, isTakenOver, type JobState} from '../../state/deploy/job.ts'
import type {Action, ActionContext} from '../keymap/action.ts'
import {jobAtHand} from './job-at-hand.ts'

/** What a halt offers here, in the operator's words. */
const meaningOf = (job: DeployJob | undefined, choice: Choice): string | undefined =>
  job?.store.getState().course?.choices.find(offered => offered.choice === choice)?.meaning

const TITLES: Readonly<Record<Choice, string>> = {
  resume: 'Go on with this deploy?',
  retryFailed: 'Fire again?',
  stop: 'Stop this deploy?',
}

const LABELS: Readonly<Record<Choice, string>> = {resume: 'Go on', retryFailed: 'Fire again', stop: 'Stop'}

/** Asks with what has halted it before the eyes: to go on is a decision. */
const decide = (context: ActionContext, choice: Choice): void => {
  const {app} = context
  const job = jobAtHand(context)
  const {controls} = job ?? {}
  if (job === undefined || controls === undefined) return
  const {info, course} = job.store.getState()
  const meaning = meaningOf(job, choice) ?? 'begin nothing more; hosts that have the event go on'
  app.dialog.ask({
    title: TITLES[choice],
    touches: [{deploy: info.what}],
    notes: [
      ...(course?.halted === undefined ? [] : [{text: course.halted, tone: 'warn'} as const]),
      {text: `${LABELS[choice]} is to ${meaning}.`},
    ],
    confirmLabel: LABELS[choice],
    run: async () => {
      controls[choice]()
      return choice === 'stop' ? 'stopped: no further wave begins' : undefined
    },
  })
}

/** Of a deploy that this session has lost hold of. */
const whyAway = (state: JobState): string | undefined => {
  if (state.stage !== 'detached') return undefined
  return `${isTakenOver(state) ? 'somebody else goes on with it' : 'let go of'}: open it from the list again`
}

const refuse = (context: ActionContext, choice: Choice): string | undefined => {
  const job = jobAtHand(context)
  if (job?.info.kind !== 'deploy') return 'this is no deploy'
  if (job.controls === undefined) return `it is ${job.info.who}’s: O takes it over, if it was left half-way`
  const state = job.store.getState()
  const away = whyAway(state)
  if (away !== undefined) return away
  if (choice === 'stop') return isOpen(state) ? undefined : 'it is over'
  if (state.stage !== 'halted') return 'it is not halted'
  return meaningOf(job, choice) === undefined ? 'it is not halted so' : undefined
}

const decision = (choice: Choice, keys: readonly string[], title: string): Action => ({
  id: `rollout.${choice}`,
  keys,
  title,
  danger: true,
  disabled: context => refuse(context, choice),
  run: context => decide(context, choice),
})

const whyNotTaken = (context: ActionContext): string | undefined => {
  const job = jobAtHand(context)
  if (job?.info.kind !== 'deploy') return 'this is no deploy'
  const state = job.store.getState()
  if (job.controls !== undefined) return whyAway(state) ?? 'it is yours'
  return isLeft(state) ? undefined : 'it is over'
}

const takeOver = (context: ActionContext): void => {
  const {app} = context
  const job = jobAtHand(context)
  if (job === undefined) return
  const {info} = job
  app.dialog.ask({
    title: `Take this deploy over from ${info.who}?`,
    touches: [{deploy: info.what}],
    warning: 'Whoever began it loses it. Nothing is fired before you say how to go on.',
    confirmLabel: 'Take over',
    run: async () => {
      const taken = await app.deploys.takeOver(info.id)
      app.navigation.back()
      app.navigation.open({name: 'board', job: taken.info.id})
    },
  })
}

/** On the board of a deploy. */
export const ROLLOUT_ACTIONS: readonly Action[] = [
  decision('resume', ['R'], 'Go on with a deploy that is halted'),
  decision('retryFailed', ['T'], 'Fire again for the hosts that failed or are silent'),
  decision('stop', ['X'], 'Stop a deploy: no further wave begins'),
  {
    id: 'rollout.takeOver',
    keys: ['O'],
    title: 'Take over a deploy that somebody has left half-way',
    danger: true,
    disabled: whyNotTaken,
    run: takeOver,
  },
]
