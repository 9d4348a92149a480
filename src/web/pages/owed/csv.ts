/** A table as a spreadsheet opens it in Sweden: UTF-8 with its mark, semicolons, and no cell that would be taken for a formula. */

const MARK = '\ufeff'

export const csvOf = (lines: readonly (readonly string[])[]): Uint8Array =>
  Buffer.from(MARK + lines.map((line) => `${line.map(cell).join(';')}\r\n`).join(''))

/** What begins like a formula is put behind an apostrophe, also where white space stands before it. */
const FORMULA = /^\s*[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]/

function cell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text
  return /[;"\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
