import {isConsulError} from '../../api/errors.ts'

/** For a part that the token may not read or the server does not know: its absence is an answer too. */
export const optional = async <T>(reading: Promise<T>): Promise<T | undefined> => {
  try {
    return await reading
  } catch (error) {
    if (isConsulError(error) && (error.kind === 'forbidden' || error.kind === 'notFound')) return undefined
    throw error
  }
}
