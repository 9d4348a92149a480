/** An address of ours and nobody else's: a path, without a host, a scheme or a way round them. */

const OURS = /^\/(?![/\\])[\w\-./?=&%~+:]*$/

export const localPath = (text: string): string => (OURS.test(text) ? text : '/')
