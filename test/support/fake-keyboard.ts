import {PassThrough} from 'node:stream'

/** A terminal's input side as Ink takes it: in raw mode, and what is typed arrives as it is. */
export type FakeKeyboard = {readonly stdin: NodeJS.ReadStream; readonly send: (bytes: string) => void}

export function createFakeKeyboard(): FakeKeyboard {
  const stream = new PassThrough()
  const raw = {isTTY: true, isRaw: false, setRawMode: () => stdin, ref: () => stdin, unref: () => stdin}
  // Ink asks for nothing else of a terminal's input.
  const stdin = Object.assign(stream, raw) as unknown as NodeJS.ReadStream
  return {stdin, send: bytes => void stream.write(bytes)}
}
