/**
 * The number that Go reads there, of which the mode is the last nine bits: 0711 is octal and 711 is not. Undefined for what
 * is no number.
 */
export const parseDestMode = (plain: string): number | undefined => {
  const digits = plain.replaceAll('_', '').replace(/^\+/, '')
  const [, octal] = /^0o?([0-7]+)$/i.exec(digits) ?? []
  if (octal !== undefined) return Number.parseInt(octal, 8) & 0o777
  if (!/^(0|[1-9]\d*|0x[0-9a-f]+|0b[01]+)$/i.test(digits)) return undefined
  const value = Number(digits)
  return value <= 0xffffffff ? value & 0o777 : undefined
}
