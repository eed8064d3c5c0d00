import type {Dispatcher} from 'undici'
import type {Headers} from './meta.ts'

export type RawAnswer = {readonly status: number; readonly headers: Headers; readonly body: string}

/**
 * Sends a request and takes its answer whole, without the stream in between, which would be a good part of the time that a
 * flip takes to the screen. Rejects as undici does, or with the signal's reason.
 */
export const takeWhole = (
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  signal: AbortSignal | undefined,
): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined
    let head: Omit<RawAnswer, 'body'> = {status: 0, headers: {}}
    const chunks: Buffer[] = []
    const abort = (): void => {
      controller?.abort(signal?.reason)
      reject(signal?.reason)
    }
    const leave = (): void => signal?.removeEventListener('abort', abort)
    signal?.addEventListener('abort', abort)
    dispatcher.dispatch(options, {
      onRequestStart: started => {
        controller = started
        // Given up while it waited for a connection.
        if (signal?.aborted) started.abort(signal.reason)
      },
      onResponseStart: (_, status, headers) => {
        head = {status, headers}
      },
      onResponseData: (_, chunk) => {
        chunks.push(chunk)
      },
      onResponseEnd: () => {
        leave()
        resolve({...head, body: Buffer.concat(chunks).toString('utf8')})
      },
      onResponseError: (_, error) => {
        leave()
        reject(error)
      },
    })
  })
