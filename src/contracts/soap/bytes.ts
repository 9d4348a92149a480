/** Turns the bytes of a message into text, by byte order mark, charset parameter or XML declaration, in that order. */

import { no, ok, type Result } from '../../domain/kernel/result.ts'

/** Every name under which we accept an encoding, and the decoder that reads it. */
const DECODERS: ReadonlyMap<string, string> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'utf-8'],
  ['utf-16', 'utf-16le'],
  ['utf-16le', 'utf-16le'],
  ['utf-16be', 'utf-16be'],
  ['iso-8859-1', 'windows-1252'],
  ['latin1', 'windows-1252'],
  ['windows-1252', 'windows-1252'],
])

const DECLARED = /^<\?xml[^>]{1,100}?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/
const CHARSET = /;\s*charset\s*=\s*"?([^\s;"]+)"?/i

/** Takes a message's bytes and content type. Gives its text, or a refusal when the encoding is unknown or not kept. */
export function textOf(bytes: Uint8Array, contentType: string): Result<string, 'unknownEncoding'> {
  const name = marked(bytes) ?? charset(contentType, bytes) ?? sniffed(bytes) ?? declared(bytes) ?? 'utf-8'
  const decoder = DECODERS.get(name)
  if (decoder === undefined) return no('unknownEncoding')
  try {
    return ok(new TextDecoder(decoder, { fatal: true }).decode(bytes))
  } catch {
    return no('unknownEncoding')
  }
}

function marked([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : undefined
}

/** Two bytes a character show themselves by the zero beside the first `<`. */
function sniffed([first, second]: Uint8Array): string | undefined {
  if (first === 0x3c && second === 0) return 'utf-16le'
  return first === 0 && second === 0x3c ? 'utf-16be' : undefined
}

/** `charset=utf-16` says nothing of the order of bytes: without a mark it is the bytes that tell. */
function charset(contentType: string, bytes: Uint8Array): string | undefined {
  const name = CHARSET.exec(contentType)?.[1]?.toLowerCase()
  return name === 'utf-16' ? (sniffed(bytes) ?? name) : name
}

/** A declaration read byte by byte is not in UTF-16, whatever it says: some writers declare it by mistake. */
function declared(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 200)).toString('latin1')
  const name = DECLARED.exec(start)?.[1]?.toLowerCase()
  return name?.startsWith('utf-16') ? 'utf-8' : name
}
