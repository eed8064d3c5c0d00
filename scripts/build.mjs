import {providePackages} from './setup/packages.mjs'
import {provideProgram} from './setup/program.mjs'
import {runScript} from './setup/run-script.mjs'

await runScript(async setup => {
  await providePackages(setup)
  await provideProgram(setup)
  return 0
})
