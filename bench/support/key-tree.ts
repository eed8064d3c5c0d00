import {requestJson} from '../../src/demo/consul-http.ts'

/** A fifth of the keys in one flat folder, the rest in folders of folders of 100 keys. */
export type KeyTree = {
  readonly count: number
  /** `tree/000/` and so on. */
  readonly folders: readonly string[]
}

export const FLAT = 'flat/'
const SUBFOLDERS = 80
const KEYS_IN_SUBFOLDER = 100
const KEYS_IN_FOLDER = SUBFOLDERS * KEYS_IN_SUBFOLDER

/** Consul before 1.14 takes no more in one transaction; a million keys take it a minute. */
const OPERATIONS = 64
const AT_ONCE = 16

export const planKeys = (count: number): KeyTree => ({
  count,
  folders: Array.from({length: Math.ceil((count - flatCount(count)) / KEYS_IN_FOLDER)}, (_, folder) =>
    folderName(folder),
  ),
})

export const flatCount = (count: number): number => count / 5

/** Writes the keys into a real agent, each with a value as short as settings are. */
export const seedKeys = async (address: string, {count}: KeyTree): Promise<void> => {
  let next = 0
  const sender = async (): Promise<void> => {
    while (next < count) {
      const first = next
      next += OPERATIONS
      const length = Math.min(OPERATIONS, count - first)
      const body = Array.from({length}, (_, index) => setKey(first + index, count))
      await requestJson(address, '/v1/txn', {method: 'PUT', body})
    }
  }
  await Promise.all(Array.from({length: AT_ONCE}, sender))
}

const setKey = (index: number, count: number): unknown => {
  const value = `postgres://service-${index % 100}.service.consul:5432/db-${index}`
  return {KV: {Verb: 'set', Key: keyName(index, count), Value: Buffer.from(value).toString('base64')}}
}

const keyName = (index: number, count: number): string => {
  const inTree = index - flatCount(count)
  if (inTree < 0) return `${FLAT}key-${padded(index, 7)}`
  const subfolder = Math.floor(inTree / KEYS_IN_SUBFOLDER) % SUBFOLDERS
  const folder = folderName(Math.floor(inTree / KEYS_IN_FOLDER))
  return `${folder}${padded(subfolder, 2)}/setting-${padded(inTree % KEYS_IN_SUBFOLDER, 2)}`
}

const folderName = (folder: number): string => `tree/${padded(folder, 3)}/`

const padded = (number: number, digits: number): string => String(number).padStart(digits, '0')
