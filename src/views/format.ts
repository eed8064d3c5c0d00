/** `1 key`, `2 keys`. */
export const count = (amount: number, one: string, many = `${one}s`): string =>
  `${amount} ${amount === 1 ? one : many}`

/** An age in its largest unit: `42s`, `5m`, `3h`, `2d`. */
export const formatAge = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1_000))
  if (seconds < 60) return `${seconds}s`
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}m`
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)}h`
  return `${Math.floor(seconds / 86_400)}d`
}

/** A round trip: `0.4 ms`, `12 ms`, `1.2 s`. */
export const formatRoundTrip = (seconds: number): string => {
  const ms = seconds * 1_000
  if (ms < 10) return `${ms.toFixed(1)} ms`
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${seconds.toFixed(1)} s`
}

/** A size in its largest unit: `812 B`, `4.1 KiB`, `512 KiB`, `1.5 MiB`. */
export const formatBytes = (bytes: number): string => {
  if (bytes < 1_024) return `${bytes} B`
  if (bytes < 1_048_576) return `${shortNumber(bytes / 1_024)} KiB`
  return `${shortNumber(bytes / 1_048_576)} MiB`
}

const shortNumber = (value: number): string => (value < 10 ? value.toFixed(1) : String(Math.round(value)))

/** `1,234`. */
export const formatCount = (amount: number): string => amount.toLocaleString('en-US')
