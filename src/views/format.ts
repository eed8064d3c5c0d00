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

/** `1,204`. */
export const formatCount = (amount: number): string => amount.toLocaleString('en-US')

/** `512 B`, `3.4 KiB`, `12 MiB`. */
export const formatBytes = (bytes: number): string => {
  const power = bytes < 1_024 ? 0 : bytes < 1_024 ** 2 ? 1 : bytes < 1_024 ** 3 ? 2 : 3
  const amount = bytes / 1_024 ** power
  return `${power === 0 || amount >= 10 ? Math.round(amount) : amount.toFixed(1)} ${['B', 'KiB', 'MiB', 'GiB'][power]}`
}

/** How long something took: `0.4s`, `42s`, `3m 07s`, `2h 05m`. */
export const formatElapsed = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1_000))
  if (ms < 10_000 && ms % 1_000 !== 0) return `${Math.max(0.1, ms / 1_000).toFixed(1)}s`
  const two = (amount: number): string => String(amount).padStart(2, '0')
  if (seconds < 60) return `${seconds}s`
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}m ${two(seconds % 60)}s`
  return `${Math.floor(seconds / 3_600)}h ${two(Math.floor(seconds / 60) % 60)}m`
}

/** A moment by the operator's clock: `19:04:31`, of another day `11-24 19:04`. */
export const formatMoment = (ms: number, now: number): string => {
  const [at, today] = [new Date(ms), new Date(now)]
  const two = (amount: number): string => String(amount).padStart(2, '0')
  const time = `${two(at.getHours())}:${two(at.getMinutes())}`
  if (at.toDateString() === today.toDateString()) return `${time}:${two(at.getSeconds())}`
  return `${two(at.getMonth() + 1)}-${two(at.getDate())} ${time}`
}
