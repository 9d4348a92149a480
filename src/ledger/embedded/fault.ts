/** Why the embedded database cannot run, in words for whoever starts the service: what is the matter, what to do. */

export class EmbeddedFault extends Error {
  override readonly name = 'EmbeddedFault'
}

/** Takes anything caught. Gives the system's code for it ("EACCES"), or an empty text when it has none. */
export const codeOf = (caught: unknown): string =>
  caught instanceof Error && 'code' in caught ? String(caught.code) : ''
