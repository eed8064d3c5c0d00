import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

/**
 * Writes a configuration with which apt keeps to one folder and one archive: its lists, cache and sources are private,
 * the hooks of the system's apt do not run, and everything else (proxies, credentials) stays as the system has it.
 *
 * @param {object} options
 * @param {string} options.folder
 * @param {string} options.mirror
 * @param {string} options.suite
 * @param {string} options.keyring which must have signed the archive
 * @returns {string} the configuration file, for apt's `-c`
 */
export function writePrivateApt({folder, mirror, suite, keyring}) {
  for (const path of ['lists/partial', 'cache/archives/partial'])
    mkdirSync(join(folder, path), {recursive: true})
  const sources = join(folder, 'sources.list')
  writeFileSync(sources, `deb [signed-by=${keyring} target=Packages lang=none] ${mirror} ${suite} main\n`)
  const configuration = join(folder, 'apt.conf')
  writeFileSync(configuration, aptConfiguration(folder, sources))
  return configuration
}

/**
 * @param {string} folder
 * @param {string} sources
 */
function aptConfiguration(folder, sources) {
  return `Dir::Etc::sourcelist "${sources}";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::State::lists "${join(folder, 'lists')}";
Dir::Cache "${join(folder, 'cache')}";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
APT::Update::Error-Mode "any";
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::Retries "2";
Acquire::http::Timeout "30";
Acquire::https::Timeout "30";
`
}
