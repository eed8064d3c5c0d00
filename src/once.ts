/** What is made when it is first asked for, and then kept: for constants that take time and that few sessions need. */
export const once = <T>(make: () => T): (() => T) => {
  let made: {readonly value: T} | undefined
  return () => {
    made ??= {value: make()}
    return made.value
  }
}
