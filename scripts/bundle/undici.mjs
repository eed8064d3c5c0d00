/**
 * Leaves out undici's HTTP/2 client, which the transport switches off: to load it, and Node's own HTTP/2 with it, takes 6 ms.
 *
 * @returns {import('esbuild').Plugin}
 */
export function withoutHttp2() {
  return {
    name: 'without-http2',
    setup({onLoad}) {
      onLoad({filter: /node_modules[\\/]undici[\\/]lib[\\/]dispatcher[\\/]client-h2\.js$/}, () => ({
        contents: "module.exports = () => { throw new Error('HTTP/2 is not in this bundle') }",
      }))
    },
  }
}
