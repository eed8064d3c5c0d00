import {type HostEnvironment, withoutConsulSecrets} from './run-manifest/host-environment.ts'

/** What was said to us alone, by Consul, systemd and Node's way of starting a process. */
const OURS: readonly string[] = ['CONSUL_INDEX', 'NOTIFY_SOCKET', 'NODE_OPTIONS', 'STATE_DIRECTORY']

/**
 * The environment for what a deploy runs: all of ours (manifests and Stretcher read `AWS_*` and names of their own),
 * without what gives access to Consul, under whatever name it stands.
 */
export const cleanEnvironment = (env: HostEnvironment, secrets: readonly string[]): HostEnvironment => {
  const isSecret = (value = ''): boolean => secrets.some(secret => secret !== '' && value.includes(secret))
  return Object.fromEntries(
    Object.entries(withoutConsulSecrets(env)).filter(
      ([name, value]) => !OURS.includes(name) && !isSecret(value),
    ),
  )
}
