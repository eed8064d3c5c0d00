/** The same plain environment for every program that is measured: nothing of the caller's shall tell them apart. */
export const programEnvironment = (): Record<string, string> => ({
  PATH: process.env.PATH ?? '',
  HOME: process.env.HOME ?? '',
  LANG: 'C.UTF-8',
  TZ: 'UTC',
})
