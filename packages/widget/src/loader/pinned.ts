import type { Options } from '@parley/sdk/types'
import { fetchSettings } from './settings.ts'
import { data } from './surface.ts'
import { install, queue } from './widgets.ts'

/**
 * `/parley.js`, for pages that pin the script by its hash: it never changes with the settings and fetches them. The site
 * is named by the tag, or by the first `boot` of the queue.
 */
const [, options] = queue.map((call) => Array.from(call as ArrayLike<unknown>)).find(([name]) => name === 'boot') ?? []
const key = data['site'] ?? (options as Options | undefined)?.site
install(key, key ? fetchSettings(key) : undefined)
