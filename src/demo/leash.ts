import {type ChildProcess, spawn} from 'node:child_process'
import {Writable} from 'node:stream'

/** A process that dies when its owner does, however the owner ends. */
export type Leashed = {
  readonly child: ChildProcess
  /** Tells the leash that the process is gone, so that it never kills a stranger with the same pid. */
  release(): void
}

/*
 * The shell becomes the program, so the pid is the program's own. Its background half waits on a pipe whose other
 * end only the owner holds: end of file, without a word, means that the owner is gone. KILL, because nothing here is
 * worth saving and a stopped process heeds nothing else.
 */
const processLeash = `
( trap '' HUP INT TERM; read -r word <&3 || kill -KILL $$ ) &
exec 3<&-
exec "$@"`

// Agents that are just dying may still create files: hence the pause before, and more than one try.
const directoryLeash = `
trap '' HUP INT TERM
read -r word <&3 && exit
tries=0
while [ -e "$1" ] && [ $tries -lt 50 ]; do
  sleep 0.1
  rm -rf "$1" 2>/dev/null
  tries=$((tries + 1))
done`

/** Runs a program on a leash, in a session of its own (so that Ctrl-C is the owner's), its output going to `output`. */
export function spawnLeashed(command: readonly string[], options: {cwd: string; output: number}): Leashed {
  return leash(processLeash, command, options)
}

/** Removes the directory when the owner ends without releasing it. */
export function leashDirectory(directory: string): Leashed {
  return leash(directoryLeash, [directory], {cwd: '/', output: 'ignore'})
}

function leash(
  script: string,
  words: readonly string[],
  options: {cwd: string; output: number | 'ignore'},
): Leashed {
  const {cwd, output} = options
  const stdio = ['ignore' as const, output, output, 'pipe' as const]
  const child = spawn('/bin/sh', ['-c', script, 'leash', ...words], {cwd, stdio, detached: true})
  const pipe = child.stdio[3]
  if (!(pipe instanceof Writable)) throw new TypeError('the leash has no pipe')
  // A leash that is already gone needs no word.
  pipe.on('error', () => undefined)
  return {child, release: () => void pipe.end('done\n')}
}
