import {describeGoingOn} from '../../deploy/waves/going-on.ts'
import type {Rollout} from '../../deploy/waves/rollout.ts'
import type {Halt, RolloutSnapshot} from '../../deploy/waves/snapshot.ts'
import {printableLine} from '../../terminal/printable.ts'
import {followBoard} from '../board/board-events.ts'
import {progressLine} from '../board/progress.ts'
import {explainSilences} from '../board/silences.ts'
import {EXIT} from '../program.ts'
import {decide} from './decide.ts'
import type {DeployFace} from './face.ts'
import type {DeploySession} from './session.ts'

type Followed = {
  readonly rollout: Rollout
  /** Whether there is a service filter. */
  readonly byService: boolean
  /** How one that was left half-way goes on; asked for unless given. */
  readonly onLeft?: 'resume' | 'retryFailed' | undefined
}

/** Prints how a deploy goes until it is over, or halted with nobody to ask; resolves to the exit code. */
export const followRollout = async (session: DeploySession, followed: Followed): Promise<number> => {
  const {rollout, byService} = followed
  const {outlet, face, givingUp} = session
  const leave = [
    followBoard(rollout.board, face.tell),
    followWaves(rollout, face),
    tellTrouble(rollout, session),
    ...[rollout.board, rollout].map(source => source.subscribe(() => outlet.progress(progressOf(rollout)))),
  ]
  const {result, isInDoubt} = await untilOver(session, followed)
  const id = rollout.record()?.id
  for (const stop of leave) stop()
  outlet.progress('')
  rollout.detach()
  await rollout.ended
  const {hosts} = rollout.board.snapshot()
  face.conclude({result, id, hosts, silences: explainSilences(hosts, {root: '_deploy', byService})})
  if (result === 'detached') tellDetached(session, rollout)
  if (result !== 'finished' && id !== undefined) tellHowToGoOn(session, rollout, id)
  if (givingUp.reason() !== undefined) return givingUp.reason()?.code ?? EXIT.error
  const isUnfired = rollout.snapshot().parts.length === 0 && !isInDoubt
  if (result === 'detached' || isUnfired) return EXIT.error
  const isFine = result === 'finished' && hosts.every(({state}) => state === 'done' || state === 'dead')
  return isFine && hosts.length > 0 ? EXIT.fine : EXIT.agentFailed
}

type Outcome = {
  readonly result: Exclude<RolloutSnapshot['stage'], 'running'>
  /** Of an event nobody knows whether it went out. */
  readonly isInDoubt: boolean
}

const untilOver = async (session: DeploySession, {rollout, onLeft}: Followed): Promise<Outcome> => {
  const {givingUp, face, ask} = session
  const halted = Promise.withResolvers<void>()
  const over = new AbortController()
  const signal = AbortSignal.any([givingUp.signal, over.signal])
  const told: Halt[] = []
  const look = (): void => {
    const {halt, stage} = rollout.snapshot()
    if (stage !== 'halted' || halt === undefined || told.includes(halt)) return
    told.push(halt)
    face.halt(halt)
    if (halt.cause === 'left' && onLeft !== undefined) goOn(rollout, halt, onLeft)
    else if (ask === undefined) halted.resolve()
    else void decide(session, ask, {rollout, halt, signal})
  }
  const detach = (): void => rollout.detach()
  givingUp.signal.addEventListener('abort', detach, {once: true})
  if (givingUp.signal.aborted) detach()
  const leave = rollout.subscribe(look)
  look()
  await Promise.race([rollout.ended, halted.promise])
  leave()
  over.abort() // somebody else may have taken it over while the question stood
  givingUp.signal.removeEventListener('abort', detach)
  const {stage} = rollout.snapshot()
  return {
    result: stage === 'running' ? 'detached' : stage,
    isInDoubt: told.some(({cause}) => cause === 'doubt'),
  }
}

const goOn = (rollout: Rollout, {choices}: Halt, wanted: 'resume' | 'retryFailed'): void => {
  const canRetry = choices.some(({choice}) => choice === 'retryFailed')
  if (wanted === 'retryFailed' && canRetry) rollout.retryFailed()
  else rollout.resume()
}

const followWaves = (rollout: Rollout, face: DeployFace): (() => void) => {
  const stages = new Map<number, string>()
  const fired = new Set<string>()
  const look = (): void => {
    const {waves, parts} = rollout.snapshot()
    for (const [place, wave] of waves.entries()) {
      if (stages.get(place) === wave.stage || wave.stage === 'waiting') continue
      stages.set(place, wave.stage)
      face.wave({wave, place, count: waves.length})
    }
    for (const part of parts.filter(({id}) => !fired.has(id))) {
      fired.add(part.id)
      face.fired(part)
    }
  }
  look()
  return rollout.subscribe(look)
}

const progressOf = (rollout: Rollout): string => {
  const {waves, wave, waitsFor} = rollout.snapshot()
  const which = waves.length > 1 ? `wave ${wave + 1} of ${waves.length}: ` : ''
  const waits = waitsFor === undefined ? '' : `; waits for ${waitsFor}`
  return printableLine(`${which}${progressLine(rollout.board.snapshot())}${waits}`)
}

const tellTrouble = (rollout: Rollout, {outlet}: DeploySession): (() => void) => {
  let told = ''
  return rollout.subscribe(() => {
    const message = rollout.snapshot().trouble?.message ?? ''
    if (message !== '' && message !== told) outlet.say(`It cannot be written down how it goes. ${message}.`)
    told = message
  })
}

const tellDetached = ({outlet, givingUp}: DeploySession, rollout: Rollout): void => {
  const {trouble} = rollout.snapshot()
  const why = givingUp.reason()?.text ?? trouble?.message ?? 'It was given up'
  const going = describeGoingOn(rollout.board.snapshot().hosts)
  outlet.say([`${why}: nothing more is begun.`, going].filter(Boolean).join(' '))
}

const tellHowToGoOn = ({outlet}: DeploySession, rollout: Rollout, id: string): void => {
  const {waves, parts} = rollout.snapshot()
  const told = new Set(parts.flatMap(({nodes}) => nodes))
  const untold = waves.flatMap(({nodes}) => nodes).filter(node => !told.has(node))
  const rest = untold.length === 0 ? '' : ` ${untold.length} of its hosts were not told yet.`
  outlet.say(
    `To go on: lictor deploy --resume ${id}, with --retry to fire anew for those that failed.${rest}`,
  )
}
