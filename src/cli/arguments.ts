/**
 * The consul CLI writes long flags with one dash (`-http-addr=…`), everybody else with two; both are taken. Short
 * clusters (`-h`) stay as they are.
 */
export const withTwoDashes = (args: readonly string[]): readonly string[] => {
  const end = args.indexOf('--')
  return args.map((arg, index) =>
    (end === -1 || index < end) && /^-[a-z][a-z-]+(=|$)/i.test(arg) ? `-${arg}` : arg,
  )
}

/** Commander makes no difference between what stands before `--` and behind it. */
export const splitOperands = (
  operands: readonly string[],
  args: readonly string[],
): {readonly events: readonly string[]; readonly command: readonly string[] | undefined} => {
  const end = args.indexOf('--')
  if (end === -1) return {events: operands, command: undefined}
  const command = args.slice(end + 1)
  return {events: operands.slice(0, operands.length - command.length), command}
}
