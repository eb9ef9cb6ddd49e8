import type { SiteSettings } from '@parley/protocol'
import type { Api, Call } from './api.ts'
import { createInstance } from './instance.ts'

/** The site's settings, put ahead of this text by the server in `/s/KEY.js`; absent in the pinned form `/parley.js`. */
declare const PARLEY_SITE: SiteSettings | undefined

const scope = globalThis as { Parley?: Api | Call[] }
const script = document.currentScript as HTMLScriptElement | null // no module: it stands in a <script>

function start(settings: SiteSettings): void {
  const early = scope.Parley
  if (early && !Array.isArray(early)) return // the tag stands twice on this page
  const api = createInstance(settings, () => {
    if (scope.Parley === api) delete scope.Parley
  })
  scope.Parley = api
  api.push(...(early ?? []))
}

/** Pages that pin the loader by its hash name their site in the tag; the settings are one request more. */
async function fetchSettings(): Promise<SiteSettings> {
  const { origin } = new URL(script?.src ?? '', location.href)
  const response = await fetch(`${origin}/api/v1/sites/${script?.dataset['site']}/settings`)
  if (!response.ok)
    throw new Error(`Parley: no settings for this site (${response.status}). Is this origin on its list?`)
  return response.json()
}

function whenBody(settings: SiteSettings): void {
  if (document.body) start(settings)
  else addEventListener('DOMContentLoaded', () => start(settings), { once: true })
}

if (typeof PARLEY_SITE !== 'undefined') whenBody(PARLEY_SITE)
else fetchSettings().then(whenBody).catch(reportError)
