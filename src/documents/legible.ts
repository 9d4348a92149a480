/**
 * Text as the font can show it. PDF/UA refuses a document with a character that has no glyph, and a name with one must still be
 * printed: so what cannot be shown becomes a box. What is invisible, or turns the order of letters around, is left out.
 */

/** Stands for each letter or sign that the font lacks; the font has it. */
export const UNSHOWN = '\u25a1'

const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu

export type Legible = (text: string) => string

/** Takes the code points that can be shown. */
export function legibleBy(covered: ReadonlySet<number>): Legible {
  const signs = new Intl.Segmenter('sv', { granularity: 'grapheme' })
  const isShown = (text: string): boolean => [...text].every((sign) => covered.has(sign.codePointAt(0) as number))
  return (text) => {
    const whole = text.toWellFormed().normalize('NFC').replace(BREAKS, ' ')
    const visible = whole.replace(INVISIBLE, '')
    if (isShown(visible)) return visible
    return [...signs.segment(whole)]
      .map(({ segment }) => segment.replace(INVISIBLE, ''))
      .map((sign) => (isShown(sign) ? sign : UNSHOWN))
      .join('')
  }
}
