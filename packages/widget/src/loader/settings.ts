import type { SiteSettings } from '@parley/protocol'
import { fail, origin } from './surface.ts'

/** For what does not carry them: the pinned script and the element, one request more. Rejects with a typed error. */
export async function fetchSettings(site: string): Promise<SiteSettings> {
  const answer = await fetch(`${origin}/api/v1/sites/${site}/settings`)
    .then((response) => response.json())
    .catch(() => ({ code: 'network' }))
  if (answer.code) throw fail(answer.code)
  return answer
}
