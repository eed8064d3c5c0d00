import {createConsulClient} from '../../src/api/client.ts'
import {putKey} from '../../src/api/kv.ts'

/* An application of its own: writes every third key of a folder over and over, and tells what Consul has taken. */
const [, , address = '', folder = '', count = '0'] = process.argv
const client = createConsulClient({address})
let going = true
process.on('message', () => {
  going = false
})

for (let round = 0; going; round += 1) {
  const place = (round * 37 * 3) % Number(count)
  const key = `${folder}${String(place).padStart(4, '0')}`
  const value = `new-${round}`
  await putKey(client, {key, value: new TextEncoder().encode(value)})
  process.send?.([key, value])
  await new Promise(setImmediate) // so that the word to stop is heard
}
await client.close()
process.disconnect()
