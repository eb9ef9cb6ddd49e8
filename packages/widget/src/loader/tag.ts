import type { SiteSettings } from '@parley/protocol'
import { install } from './widgets.ts'

/** The site's settings, put ahead of this text by the server in `/s/KEY.js`. */
declare const PARLEY_SITE: SiteSettings

install(PARLEY_SITE.key, PARLEY_SITE)
