/** Synthetic people for clients that share an environment: nobody is met twice. Plain reserve numbers, of adults and of children. */

const SIGNS = 'ABCDEFGHJKLMNPRSTUXYZ'

export type People = { readonly adult: () => string; readonly child: () => string }

/** The adults were born in 1980, the children in 2017. */
export function people(): People {
  let met = 0
  const next = (born: string): string => {
    met += 1
    const letter = SIGNS[Math.floor(met / 100) % SIGNS.length]
    return `${born}B${letter}${String(met % 100).padStart(2, '0')}`
  }
  return { adult: () => next('22800101'), child: () => next('23170101') }
}
