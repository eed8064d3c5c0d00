import type {ColorSupport} from './tty.ts'

type Rgb = readonly [number, number, number]

// The xterm defaults: themes move them, but every theme keeps them recognisable.
const BASIC_PALETTE: readonly Rgb[] = [
  [0, 0, 0],
  [205, 0, 0],
  [0, 205, 0],
  [205, 205, 0],
  [0, 0, 238],
  [205, 0, 205],
  [0, 205, 205],
  [229, 229, 229],
  [127, 127, 127],
  [255, 0, 0],
  [0, 255, 0],
  [255, 255, 0],
  [92, 92, 255],
  [255, 0, 255],
  [0, 255, 255],
  [255, 255, 255],
]

/** A colour as the SGR parameters that choose it, in the terms `support` allows; `''` is the default colour. */
export function basicColor(code: number, support: ColorSupport): string {
  return support === 'none' ? '' : String(code)
}

/** SGR parameters for entry `index` (0..255) of the 256 colours. */
export function indexedColor(index: number, isBackground: boolean, support: ColorSupport): string {
  if (support === 'none' || index > 255) return ''
  if (support === 'full') return `${isBackground ? 48 : 38};5;${index}`
  return paletteCode(index < 16 ? index : nearestBasic(indexedRgb(index)), isBackground)
}

/** SGR parameters for a 24-bit colour. */
export function trueColor(rgb: Rgb, isBackground: boolean, support: ColorSupport): string {
  if (support === 'none' || rgb.some(part => part > 255)) return ''
  if (support === 'full') return `${isBackground ? 48 : 38};2;${rgb.join(';')}`
  return paletteCode(nearestBasic(rgb), isBackground)
}

function paletteCode(index: number, isBackground: boolean): string {
  const code = index < 8 ? 30 + index : 90 + index - 8
  return String(isBackground ? code + 10 : code)
}

function indexedRgb(index: number): Rgb {
  if (index >= 232) {
    const gray = (index - 232) * 10 + 8
    return [gray, gray, gray]
  }
  const cube = index - 16
  return [cubeLevel(Math.floor(cube / 36)), cubeLevel(Math.floor(cube / 6) % 6), cubeLevel(cube % 6)]
}

function cubeLevel(step: number): number {
  return step === 0 ? 0 : step * 40 + 55
}

function nearestBasic([red, green, blue]: Rgb): number {
  let nearest = 0
  let best = Number.POSITIVE_INFINITY
  for (const [index, [r, g, b]] of BASIC_PALETTE.entries()) {
    const distance = (red - r) ** 2 + (green - g) ** 2 + (blue - b) ** 2
    if (distance < best) {
      best = distance
      nearest = index
    }
  }
  return nearest
}
