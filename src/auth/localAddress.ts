/** An address within the web application, as a browser told it: never one that leads elsewhere. */

const HERE = 'http://here.invalid'
// A browser reads "/\" as "//", and drops tabs and line breaks: neither is an address of ours.
const FORM = /^\/(?![/\\])[!-~]*$/
const LONGEST = 1_000

/** Gives path and query, or "/" when the text is anything but a local path. */
export function localAddress(told: unknown): string {
  if (typeof told !== 'string' || told.length > LONGEST || !FORM.test(told)) return '/'
  const url = URL.parse(told, HERE)
  return url !== null && url.origin === HERE ? `${url.pathname}${url.search}`.replace(/^\/{2,}/, '/') : '/'
}
