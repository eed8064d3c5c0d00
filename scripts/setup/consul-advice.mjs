/**
 * How to get Consul by hand on this system: the end of a sentence.
 *
 * @param {NodeJS.Platform} [platform]
 */
export function consulAdvice(platform = process.platform) {
  const way =
    platform === 'darwin'
      ? 'install it with "brew install consul"'
      : 'install it as HashiCorp\'s "Install Consul" page says for your system'
  return `${way}, or set CONSUL_BIN to a consul binary`
}
