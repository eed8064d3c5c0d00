import type {Ui} from './driver.ts'

/** Up to the question of an exec: what is to be run, and on whom. */
export const orderExec = async (ui: Ui, command: string, filters: string): Promise<void> => {
  await ui.press('exec.run')
  await ui.type(command)
  await ui.press('prompt.submit')
  await ui.see(/^On: /)
  await ui.press('prompt.deleteToStart')
  if (filters !== '') await ui.type(filters)
  await ui.press('prompt.submit')
}

/** Runs a command on so many hosts, up to its board. */
export const runExec = async (ui: Ui, command: string, filters: string, hosts: number): Promise<void> => {
  await orderExec(ui, command, filters)
  await ui.see('Run this on agents?')
  await ui.confirm(`Run on ${hosts}`)
  await ui.see(/^Deploy › .* in \w+/)
}

/** What is typed for a deploy, in the order of its prompts. */
export type TypedDeploy = {
  readonly event: string
  readonly url: string
  readonly filters?: string
  readonly waves?: string
  readonly services?: string
}

/** Up to the end of the pre-flight. */
export const orderDeploy = async (ui: Ui, wanted: TypedDeploy): Promise<void> => {
  const {event, url, filters = '', waves = '', services = ''} = wanted
  await ui.press('deploy.new')
  for (const [place, text] of [event, url, filters, waves, services].entries()) {
    await ui.see(new RegExp(`${place + 1} of 5: `))
    await ui.press('prompt.deleteToStart')
    if (text !== '') await ui.type(text)
    await ui.press('prompt.submit')
  }
  await ui.see(/^Deploy › Pre-flight › .*(all green|to be known|red, not)/)
}
