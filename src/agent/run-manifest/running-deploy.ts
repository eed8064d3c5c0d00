import {setTimeout as delay} from 'node:timers/promises'
import {DeployError} from '../../deploy/errors.ts'
import type {Phase} from '../../deploy/protocol/phase.ts'
import {identify, isAlive} from '../process/process-identity.ts'
import {
  type DeployRecord,
  listRecords,
  placeOf,
  recordFile,
  removeRecord,
  type StoredRecord,
  writeRecord,
} from './deploy-record.ts'

/** A deploy that has its destination to itself until it ends, or its process does. */
export type RunningDeploy = {
  readonly enter: (phase: Phase) => Promise<void>
  /** Promises to remove a path, which must not be there yet: also after a kill. */
  readonly addTemporary: (path: string) => Promise<void>
  readonly end: () => Promise<void>
}

export type DeployPlace = {
  readonly stateFolder: string
  /** Nothing but commands has none, and needs none for itself. */
  readonly dest: string | undefined
  readonly url: string
  readonly id: string | undefined
  readonly phase: Phase
}

/**
 * Takes the destination. A second deploy fails at once rather than waits: which of several waiting manifests is the newest
 * nobody here knows, and who fired it shall hear of it while the first one is still there to be looked at.
 *
 * There is no lock to be taken over from the dead, which two could do at a time. Each announces itself in a file of its own
 * and then looks for others: of two, the later sees the earlier one, for it looks after it has announced itself. A file of
 * the dead (pid and start time tell) can be removed by anyone at any time, since no name is used twice.
 *
 * @throws DeployError where the destination is taken
 */
export const beginDeploy = async ({stateFolder, ...place}: DeployPlace): Promise<RunningDeploy> => {
  const file = await recordFile(stateFolder, place.dest)
  const candidate: DeployRecord = {
    ...place,
    owner: identify(process.pid),
    startedMs: Date.now(),
    isCandidate: true,
    temporaries: [],
  }
  for (let tries = MOST_TRIES; ; tries -= 1) {
    await writeRecord(file, candidate)
    const other = place.dest === undefined ? undefined : await findOther(stateFolder, file)
    if (other === undefined) break
    await removeRecord({file, record: candidate})
    if (!other.isCandidate || tries === 1) throw taken(other)
    // Both have seen each other, and neither knows who came first: whoever comes back first has it.
    await delay(Math.random() * LONGEST_PAUSE_MS)
  }
  return keepRecord(file, {...candidate, isCandidate: false})
}

const MOST_TRIES = 20
const LONGEST_PAUSE_MS = 100

const keepRecord = async (file: string, first: DeployRecord): Promise<RunningDeploy> => {
  let record = first
  const change = async (news: Partial<DeployRecord>): Promise<void> => {
    record = {...record, ...news}
    await writeRecord(file, record)
  }
  await change({})
  return {
    enter: phase => change({phase}),
    addTemporary: path => change({temporaries: [...record.temporaries, path]}),
    end: () => removeRecord({file, record}),
  }
}

/** A living one for the same place. What the dead have left there is removed on the way. */
const findOther = async (stateFolder: string, own: string): Promise<DeployRecord | undefined> => {
  const others = (await listRecords(stateFolder)).filter(
    ({file}) => file !== own && placeOf(file) === placeOf(own),
  )
  const alive = others.map(({record}) => isAlive(record.owner))
  await removeDead(others.filter((_, index) => !alive[index]))
  return others.find((_, index) => alive[index])?.record
}

/** What cannot be removed is no reason not to go on. */
const removeDead = async (dead: readonly StoredRecord[]): Promise<void> => {
  await Promise.allSettled(dead.map(removeRecord))
}

const taken = ({dest, owner, url, phase}: DeployRecord): DeployError =>
  new DeployError(
    `another deploy to ${dest} is running (${url}, ${phase}, process ${owner.pid}): fire again when it is done`,
  )

/** A deploy that ended with its process, by a kill or a reboot. */
export type InterruptedDeploy = {
  readonly url: string
  readonly id: string | undefined
  readonly dest: string | undefined
  /** The phase it was in. While `syncing` with rsync the destination may hold parts of both trees. */
  readonly during: Phase
  readonly startedMs: number
}

/** For an agent that starts: removes what killed deploys have left lying, and says which those were. */
export const cleanUpInterrupted = async (stateFolder: string): Promise<readonly InterruptedDeploy[]> => {
  const dead: StoredRecord[] = []
  for (const stored of await listRecords(stateFolder)) {
    if (!isAlive(stored.record.owner)) dead.push(stored)
  }
  await removeDead(dead)
  return dead.map(({record: {url, id, dest, phase: during, startedMs}}) => ({
    url,
    id,
    dest,
    during,
    startedMs,
  }))
}
