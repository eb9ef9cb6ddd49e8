import type { SiteSettings } from '@parley/protocol'
import type { Options } from '@parley/sdk/types'
import { data, fail, origin } from './surface.ts'
import { install, queue } from './widgets.ts'

/**
 * `/parley.js`, for pages that pin the script by its hash: it never changes with the settings and fetches them, one
 * request more. The site is named by the tag, or by the first `boot` of the queue.
 */
async function fetchSettings(site: string): Promise<SiteSettings> {
  const answer = await fetch(`${origin}/api/v1/sites/${site}/settings`)
    .then((response) => response.json())
    .catch(() => ({ code: 'network' }))
  if (answer.code) throw fail(answer.code)
  return answer
}

const [, options] = queue.map((call) => Array.from(call as ArrayLike<unknown>)).find(([name]) => name === 'boot') ?? []
const key = data['site'] ?? (options as Options | undefined)?.site
install(key, key ? fetchSettings(key) : undefined)
