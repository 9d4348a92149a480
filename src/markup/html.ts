/** HTML from templates that escape whatever is put into them. What a person has typed stays text; only a template makes markup. */

const markup = Symbol('markup')

/** Markup that has been made by a template here; nothing else can make it. */
export type Html = { readonly [markup]: string }

/** What may stand in a template: null, false and undefined are nothing, a list is its pieces in a row. */
export type Piece = Html | string | number | null | undefined | false | readonly Piece[]

/** The tag of every template, HTML and SVG alike. Attribute values must stand in double quotes. */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  let text = parts[0] ?? ''
  pieces.forEach((piece, at) => {
    text += textOf(piece) + (parts[at + 1] ?? '')
  })
  return { [markup]: text }
}

export const NOTHING: Html = html``

/** Gives the markup itself: for the answer, and for nothing else. */
export const markupOf = (piece: Html): string => piece[markup]

/** Pieces with something between each two. */
export const joined = (pieces: readonly Piece[], between: Piece): Piece[] =>
  pieces.flatMap((piece, at) => (at === 0 ? [piece] : [between, piece]))

function textOf(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return ''
  if (typeof piece === 'string') return escaped(piece)
  if (typeof piece === 'number') return String(piece)
  return isList(piece) ? piece.map(textOf).join('') : piece[markup]
}

const isList = (piece: Html | readonly Piece[]): piece is readonly Piece[] => Array.isArray(piece)

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Signs that turn the direction of what follows, and control characters: they could make a text read as another. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is to be taken out
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

const escaped = (text: string): string => text.replace(UNSEEN, '').replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign)
