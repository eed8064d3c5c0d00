/**
 * Replaces the one place where a dependency's source has a text. Anything but exactly one such place ends the build: a
 * new version of the dependency must not lose the patch in silence.
 *
 * @param {object} patch
 * @param {string} patch.file names the dependency's file in the error
 * @param {string} patch.source
 * @param {string | RegExp} patch.find a regular expression without flags
 * @param {string} patch.replacement
 * @returns {string}
 */
export function replaceOnce({file, source, find, replacement}) {
  const places = source.split(find instanceof RegExp ? new RegExp(find.source) : find).length - 1
  if (places !== 1) {
    throw new Error(
      `the patch of ${file} expects "${find}" once and finds it ${places} times; adapt it to the installed version`,
    )
  }
  return source.replace(find, () => replacement)
}
