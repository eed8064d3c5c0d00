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
