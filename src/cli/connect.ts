import {readdir, readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {type Config, ConfigError} from '../config.ts'
import {Secret} from '../secret.ts'
import {openClient} from '../state/agent-access.ts'

type Client = ReturnType<typeof openClient>

/** Reads the files that the configuration names and makes the client. @throws ConfigError naming the file. */
export const connect = async (config: Config): Promise<Client> => {
  const {address, basicAuth, namespace, partition, readOnly} = config
  const [token, tls] = await Promise.all([readToken(config), readTls(config.tls)])
  return openClient({
    address,
    readOnly,
    tls,
    ...(token && {token: token.reveal()}),
    ...(basicAuth && {basicAuth: basicAuth.reveal()}),
    ...(namespace && {namespace}),
    ...(partition && {partition}),
  })
}

const readToken = async ({token, tokenFile}: Config): Promise<Secret | undefined> => {
  if (tokenFile === undefined) return token
  return new Secret((await read(tokenFile, 'token file')).trim())
}

const readTls = async (tls: Config['tls']): Promise<NonNullable<Parameters<typeof openClient>[0]['tls']>> => {
  const {caFile, caPath, clientCert, clientKey, serverName, verify} = tls
  const caFiles = caFile ? [caFile] : caPath ? await filesIn(caPath) : []
  const [ca, cert, key] = await Promise.all([
    Promise.all(caFiles.map(file => read(file, 'CA file'))),
    clientCert ? read(clientCert, 'client certificate') : undefined,
    clientKey ? read(clientKey, 'client key') : undefined,
  ])
  return {
    verify,
    ...(ca.length > 0 && {ca}),
    ...(cert && {cert}),
    ...(key && {key}),
    ...(serverName && {serverName}),
  }
}

const read = (file: string, what: string): Promise<string> =>
  readFile(file, 'utf8').catch((error: unknown) => {
    throw new ConfigError(`the ${what} ${file} cannot be read: ${reasonOf(error)}`)
  })

const filesIn = async (folder: string): Promise<readonly string[]> => {
  try {
    const entries = await readdir(folder, {withFileTypes: true})
    return entries.filter(entry => !entry.isDirectory()).map(({name}) => join(folder, name))
  } catch (error) {
    throw new ConfigError(`the CA folder ${folder} cannot be read: ${reasonOf(error)}`)
  }
}

const reasonOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'it does not exist'
  if (code === 'EACCES') return 'permission denied'
  return error instanceof Error ? error.message : String(error)
}
