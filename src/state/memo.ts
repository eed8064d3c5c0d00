/** Remembers the last result, for as long as the arguments are the same values and objects. */
export const memo = <Args extends readonly unknown[], Result>(
  compute: (...args: Args) => Result,
): ((...args: Args) => Result) => {
  let last: {readonly args: Args; readonly result: Result} | undefined
  return (...args) => {
    if (last?.args.every((arg, position) => Object.is(arg, args[position]))) return last.result
    last = {args, result: compute(...args)}
    return last.result
  }
}
