import type {ServiceRow} from '../../state/rows/service-rows.ts'
import {parseServiceFile} from '../../state/service-file.ts'
import {lookUpAction} from '../dns/look-up-action.ts'
import type {Action, ActionContext} from '../keymap/action.ts'
import {RELOAD_ACTION} from '../reload-action.ts'
import {consulCommand} from '../shell-command.ts'

const openService = ({app, entry}: ActionContext): void => {
  const row: ServiceRow | undefined = entry.table.current()
  if (row) app.navigation.open({name: 'service', service: row.name})
}

/** Asks for the file, reads it, and shows what it would register before anything is sent. */
const register = ({app, runAction}: ActionContext): void =>
  app.prompt.open({
    kind: 'text',
    label: 'Register from file: ',
    hint: 'path of a service definition in JSON or HCL',
    onSubmit: path =>
      runAction({
        id: 'services.registerFile',
        keys: [],
        title: 'Register',
        run: context => confirm(context, path),
      }),
  })

const confirm = async ({app}: ActionContext, path: string): Promise<void> => {
  const file = await parseServiceFile(path, await app.host.readFile(path))
  app.dialog.ask({
    title: `Register ${file.services.length === 1 ? 'this service' : 'these services'} with the asked agent?`,
    touches: file.services.map(describe),
    ...consulCommand(app.client.address, ['services', 'register'], [path]),
    confirmLabel: 'Register',
    run: () => app.operations.register(file),
  })
}

const describe = (service: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> => {
  const {Name, ID = Name, Port = '', Tags, Check, Checks} = service
  const checks = Array.isArray(Checks) ? Checks.length : Check === undefined ? 0 : 1
  return {
    service: String(Name),
    id: String(ID),
    port: String(Port),
    tags: Array.isArray(Tags) ? Tags.join(' ') : '',
    checks: String(checks),
  }
}

const REGISTER: Action = {
  id: 'services.register',
  keys: ['a'],
  title: 'Register a service from a file',
  hint: 'register',
  danger: true,
  run: register,
}

export const SERVICES_ACTIONS: readonly Action[] = [
  {id: 'services.open', keys: ['enter'], title: 'Open the instances', hint: 'open', run: openService},
  lookUpAction(({entry}) => {
    const row: ServiceRow | undefined = entry.table.current()
    return row && `${row.name}.service`
  }),
  REGISTER,
  RELOAD_ACTION,
]
