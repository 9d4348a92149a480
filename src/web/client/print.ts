/** Buttons that print the page: there only where script is, since every browser prints by itself too. */

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
