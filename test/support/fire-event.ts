import {createConsulClient} from '../../src/api/client.ts'
import {type EventFire, fireEvent} from '../../src/api/event.ts'

/** Fires an event as an operator does, and answers its ID. */
export const fire = async (
  address: string,
  {payload = '', ...event}: Omit<EventFire, 'payload'> & {readonly payload?: string},
  token?: string,
): Promise<string> => {
  const client = createConsulClient({address, token})
  try {
    const {id} = await fireEvent(client, {...event, payload: Buffer.from(payload)})
    return id
  } finally {
    await client.close()
  }
}
