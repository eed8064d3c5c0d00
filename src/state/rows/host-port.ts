/** `10.0.0.1:80` and `[fd00::7]:80`; the bare address where there is no port. */
export const hostPort = (host: string, port: number): string => {
  const address = host.includes(':') ? `[${host}]` : host
  return port === 0 ? address : `${address}:${port}`
}
