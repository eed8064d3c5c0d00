/**
 * Whether a version is the one that a range of the form `>=22.19` asks for, or a newer one. Parts that are left out count as 0.
 *
 * @param {string} version as Node prints it, with or without the leading v
 * @param {string} range
 */
export function isAtLeast(version, range) {
  const have = parts(version)
  const want = parts(range)
  const differing = want.findIndex((part, i) => part !== (have[i] ?? 0))
  return differing === -1 || (have[differing] ?? 0) > (want[differing] ?? 0)
}

/** @param {string} text */
function parts(text) {
  return text
    .replace(/^\D*/, '')
    .split('.')
    .map(part => Number.parseInt(part, 10) || 0)
}
