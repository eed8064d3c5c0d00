/** How `apt-get indextargets` is asked for what {@link debianMirrors} reads. */
export const TARGET_FORMAT = '$(REPO_URI)|$(ORIGIN)|$(LABEL)|$(COMPONENT)|$(CREATED_BY)'

/**
 * The Debian archives that this machine's apt already uses, best first. Security archives and those of other vendors
 * hold no Consul.
 *
 * Before its first `apt-get update` a machine has no index targets; then what apt would fetch tells the archives, though
 * not whose they are, so that the caller must rely on their signatures.
 *
 * @param {object} told
 * @param {string} told.targets the answer of `apt-get indextargets --format TARGET_FORMAT`
 * @param {string} told.uris the answer of `apt-get update --print-uris`
 * @param {string} told.osRelease /etc/os-release
 * @returns {readonly string[]} without a slash at the end
 */
export function debianMirrors({targets, uris, osRelease}) {
  const known = mirrorsOfTargets(targets)
  if (known.length > 0 || osField(osRelease, 'ID') !== 'debian') return known
  return mirrorsOfUris(uris, osField(osRelease, 'VERSION_CODENAME'))
}

/** @param {string} targets */
function mirrorsOfTargets(targets) {
  const rows = targets.split('\n').map(line => line.split('|'))
  const debian = rows.filter(
    ([uri, origin, label, component, createdBy]) =>
      uri && origin === 'Debian' && label === 'Debian' && component === 'main' && createdBy === 'Packages',
  )
  return unique(debian.map(([uri = '']) => uri.replace(/\/+$/, '')))
}

/**
 * @param {string} uris
 * @param {string} codename
 */
function mirrorsOfUris(uris, codename) {
  const releases = [...uris.matchAll(/^'([^']+?)\/+dists\/([^/']+)\/InRelease'/gm)]
    .map(([, base = '', suite = '']) => ({base, suite}))
    .filter(({suite}) => !suite.includes('security'))
  const own = releases.filter(({suite}) => suite === codename)
  return unique([...own, ...releases].map(({base}) => base))
}

/**
 * @param {string} osRelease
 * @param {string} field
 */
function osField(osRelease, field) {
  return new RegExp(`^${field}="?([^"\n]*)"?$`, 'm').exec(osRelease)?.[1] ?? ''
}

/** @param {readonly string[]} texts */
function unique(texts) {
  return [...new Set(texts)]
}
