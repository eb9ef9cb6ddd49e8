/** The most that is legible at 16 px. */
const MOST = 9

/**
 * The mark with a number on it, as the picture of a tab. It is drawn by the browser beside its own tabs: what is dark
 * there is the system's matter, not the theme's of the page.
 */
export function badgedIcon(count: number): string {
  const text = count > MOST ? `${MOST}+` : String(count)
  const svg = [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28">',
    '<style>.m{fill:#006677}.r{stroke:#fff}@media(prefers-color-scheme:dark){.m{fill:#5dc7d0}.r{stroke:#202124}}</style>',
    '<path class="m" d="M14 1a13 13 0 0 1 13 13v9.5a3.5 3.5 0 0 1-3.5 3.5H14a13 13 0 0 1 0-26Z"/>',
    '<circle class="r" cx="18.5" cy="18.5" r="9" fill="#c72d2e" stroke-width="1.5"/>',
    `<text x="18.5" y="23" fill="#fff" text-anchor="middle" font-family="sans-serif" font-weight="700" font-size="${text.length > 1 ? 11 : 13}">${text}</text>`,
    '</svg>',
  ].join('')
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

/** Shows how much waits on the tab's picture; 0 gives the page its own picture back. */
export function createBadge(document: Document): (count: number) => void {
  const link = () => document.querySelector<HTMLLinkElement>('link[rel=icon]')
  const plain = link()?.getAttribute('href') ?? ''
  return (count) => {
    link()?.setAttribute('href', count > 0 ? badgedIcon(count) : plain)
  }
}
