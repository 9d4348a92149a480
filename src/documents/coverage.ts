/** Which characters an OpenType font can show, read from its character map (cmap, format 12). */

import { invariant } from '../domain/kernel/invariant.ts'

const TABLES_AT = 12
const TABLE_RECORD = 16
const ENCODING_RECORD = 8
const FORMAT_WHOLE_UNICODE = 12

/** Takes the font's bytes. Gives every code point for which it has a glyph. */
export function coverageOf(font: Uint8Array): ReadonlySet<number> {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength)
  const map = wholeUnicode(view, offsetOf(view, 'cmap'))
  const covered = new Set<number>()
  for (let group = 0; group < view.getUint32(map + 12); group += 1) {
    const at = map + 16 + group * 12
    for (let point = view.getUint32(at); point <= view.getUint32(at + 4); point += 1) covered.add(point)
  }
  return covered
}

function offsetOf(view: DataView, tag: string): number {
  for (let table = 0; table < view.getUint16(4); table += 1) {
    const at = TABLES_AT + table * TABLE_RECORD
    const found = String.fromCharCode(...[0, 1, 2, 3].map((letter) => view.getUint8(at + letter)))
    if (found === tag) return view.getUint32(at + 8)
  }
  throw new Error(`the font has no table ${tag}`)
}

function wholeUnicode(view: DataView, cmap: number): number {
  for (let encoding = 0; encoding < view.getUint16(cmap + 2); encoding += 1) {
    const at = cmap + view.getUint32(cmap + 4 + encoding * ENCODING_RECORD + 4)
    if (view.getUint16(at) === FORMAT_WHOLE_UNICODE) return at
  }
  invariant(false, 'a font whose character map holds the whole of Unicode')
}
