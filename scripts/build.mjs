import {provideNode} from './setup/node.mjs'
import {providePackages} from './setup/packages.mjs'
import {provideProgram} from './setup/program.mjs'
import {runScript} from './setup/run-script.mjs'

await runScript(async setup => {
  await providePackages(setup)
  // npm takes what it does not know of out of node_modules, and the next script would find no Node.
  await provideNode(setup)
  await provideProgram(setup)
  return 0
})
