import type {Commands} from './manifest.ts'

type Details = {
  /** Of the manifest after its templates are filled in. */
  readonly line?: number | undefined
  /** What could be read before it failed: Stretcher runs the failure commands of such a manifest too. */
  readonly commands?: Commands | undefined
}

/** A manifest that cannot be run: a sentence that says what is wrong with it. */
export class ManifestError extends Error {
  readonly commands: Commands | undefined

  constructor(message: string, {line, commands}: Details = {}) {
    super(line === undefined ? message : `line ${line}: ${message}`)
    this.name = 'ManifestError'
    this.commands = commands
  }
}
