/** What a browser asks of a page that is put beside other apps: everything at `inboxPath`, and nothing else of this origin. */
export function inboxManifest(inboxPath: string): string {
  return JSON.stringify({
    id: inboxPath,
    name: 'Parley inbox',
    short_name: 'Parley',
    start_url: inboxPath,
    // Without a slash at its end: the inbox begins at the path itself.
    scope: inboxPath,
    display: 'standalone',
    background_color: '#f9f8f5',
    theme_color: '#f9f8f5',
    icons: [
      { src: `${inboxPath}/favicon.svg`, type: 'image/svg+xml', sizes: 'any', purpose: 'any' },
      { src: `${inboxPath}/icon-maskable.svg`, type: 'image/svg+xml', sizes: 'any', purpose: 'maskable' },
      // For whatever takes no SVG.
      ...[192, 512].flatMap((size) => [
        { src: `${inboxPath}/icon-${size}.png`, type: 'image/png', sizes: `${size}x${size}`, purpose: 'any' },
        { src: `${inboxPath}/icon-${size}.png`, type: 'image/png', sizes: `${size}x${size}`, purpose: 'maskable' },
      ]),
    ],
  })
}
