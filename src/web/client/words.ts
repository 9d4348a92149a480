/** What the scripts say: the page carries the words, so that they are of its language. */

export const said = (name: 'lost' | 'again' | 'safe' | 'sending' | 'updated'): string =>
  document.querySelector<HTMLElement>('main')?.dataset[name] ?? ''

/** Told to those who do not see the page change. */
export function announce(text: string): void {
  const place = document.querySelector<HTMLElement>('[data-announce]')
  if (place === null) return
  place.textContent = ''
  setTimeout(() => {
    place.textContent = text
  }, 50)
}
