import type { Site } from '@parley/protocol'

export const WAYS = ['html', 'csp', 'npm', 'tag-manager', 'wordpress', 'shopify', 'pinned'] as const
export type Way = (typeof WAYS)[number]

/** The address of the script and of the server, out of the tag that the server made. */
function partsOf({ snippet, key }: Site) {
  const script = /src="([^"]+)"/.exec(snippet)?.[1] ?? ''
  return { script, origin: script.replace(/\/s\/[^/]*$/, ''), key }
}

/** What is pasted where, by the way that a site is made; what goes to another place is a text of its own. */
export function snippetsFor(way: Way, site: Site): string[] {
  const { script, origin, key } = partsOf(site)
  switch (way) {
    case 'html':
      return [site.snippet]
    case 'csp':
      return [
        `<script async nonce="YOUR_NONCE" src="${script}"></script>`,
        `Content-Security-Policy: script-src 'nonce-YOUR_NONCE' 'strict-dynamic'; connect-src ${origin} ${origin.replace(/^http/, 'ws')}`,
      ]
    case 'npm':
      return [
        'npm install @parley/sdk',
        `import { createParley } from '@parley/sdk'\n\nconst parley = createParley({ url: '${origin}', site: '${key}' })\nparley.on('unread', (count) => console.log(count, 'unread'))`,
      ]
    case 'tag-manager':
      return [site.snippet]
    case 'wordpress':
      return [
        `// functions.php of your theme, or a plugin for snippets\nadd_action('wp_enqueue_scripts', function () {\n  wp_enqueue_script('parley', '${script}', [], null, ['strategy' => 'async', 'in_footer' => true]);\n});`,
      ]
    case 'shopify':
      return [`<!-- Online Store > Themes > Edit code > layout/theme.liquid, above </body> -->\n${site.snippet}`]
    case 'pinned':
      return [
        `<script async src="${origin}/parley.js" data-site="${key}"\n        integrity="sha384-…" crossorigin="anonymous"></script>`,
      ]
  }
}
