/** A command that waits for the file `go`, but not beyond the test. */
export const waitFor = (folder: string): string =>
  `while [ -d ${folder} ] && ! [ -e ${folder}/go ]; do sleep 0.05; done`
