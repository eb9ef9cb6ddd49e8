import { build, type Plugin } from 'esbuild'

/** One sheet with its imports, minified. */
export async function minifiedCss(file: string): Promise<string> {
  const { outputFiles } = await build({ entryPoints: [file], bundle: true, minify: true, write: false })
  // The minifier keeps the space before a property's value where that is our own property; no value begins with it.
  return (outputFiles[0]?.text.trim() ?? '').replace(/(--[\w-]+): /g, '$1:')
}

/**
 * `import css from './View.css'` gives the minified text: the widget adopts constructable sheets, because `<style>` is
 * blocked on pages with a strict content security policy.
 */
export const cssText: Plugin = {
  name: 'css-text',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path: file }) => ({ contents: await minifiedCss(file), loader: 'text' }))
  },
}
