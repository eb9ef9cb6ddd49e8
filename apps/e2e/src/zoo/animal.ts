/** Where things are: what an animal's page may need to know to be written. */
export type Places = { server: string; host: string; elsewhere: string; tag: string; src: string }

/** A host page that makes life hard for a widget. */
export type Animal = {
  /** Ends the sentence "the whole story is told on a page …". */
  name: string
  headers?(places: Places): Record<string, string>
  /** The page's own script, ahead of everything else on it. */
  runs?: string
  /** The page's own sheet. */
  style?: string
  /** Stands in the page's head, behind its sheet and its script. */
  head?(places: Places): string
  /** The page's body from the tag on; where it is not given the tag stands at the end. */
  rest?(places: Places): string
  /** The whole document instead. */
  html?(places: Places): string
  type?: string
  doctype?: string
  /** Of the root. */
  attributes?: string
  /** What the browser itself has to say of such a page. */
  told?: RegExp
}

/** A nonce must not be guessed; a test's may. */
export const NONCE = 'r4nd0mNonceForTests'

export const files = (animal: Animal): Record<string, [type: string, text: string]> => ({
  'page.js': ['text/javascript', `${animal.runs ?? ''}\n;watch.begin()`],
  'style.css': ['text/css', animal.style ?? ''],
})

/** The page around the tag; `path` is where its files are. */
export function documentOf(animal: Animal, places: Places, path: string): string {
  if (animal.html) return animal.html(places)
  return `${animal.doctype ?? '<!doctype html>'}
<html lang="en" ${animal.attributes ?? ''}><head><meta charset="utf-8"/><meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>An animal</title>
<link rel="stylesheet" href="${path}/style.css"/><script src="${path}/page.js" nonce="${NONCE}"></script>
${animal.head?.(places) ?? ''}</head>
<body><main><h1>An animal</h1><p>It carries the tag.</p><button id="basket">Add to basket</button></main>
${(animal.rest ?? (({ tag }) => tag))(places)}
</body></html>`
}
