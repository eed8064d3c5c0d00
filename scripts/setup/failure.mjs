/** Something that set-up could not get. The message is one sentence for the user: what is missing and how to get it by hand. */
export class SetupFailure extends Error {
  /** @override */
  name = 'SetupFailure'
}
