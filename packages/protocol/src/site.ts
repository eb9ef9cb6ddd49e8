import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { SiteId, SiteKey } from './ids.ts'
import { ROUTES } from './routes.ts'
import { Timestamp } from './time.ts'

export const Color = z.string().regex(/^#[0-9a-f]{6}$/)
/** Scheme, host and port; `*` may stand for the port or for the leftmost label: `http://localhost:*`, `https://*.example.com`. */
export const OriginPattern = z
  .string()
  .max(300)
  .regex(/^https?:\/\/(\*\.)?[a-z0-9.-]+(:(\d{1,5}|\*))?$/)
export const Theme = z.enum(['light', 'dark', 'auto'])
export const Side = z.enum(['left', 'right'])

const settings = {
  name: z.string().trim().min(1).max(60),
  color: Color,
  side: Side,
  theme: Theme,
  allowedOrigins: z.array(OriginPattern).max(50),
  greeting: z.string().max(200),
  /** What visitors may attach; judged again by content on arrival. */
  uploads: z.strictObject({ allowed: z.boolean(), maxBytes: z.int().min(1) }),
}

/** One website or app with a widget of its own. */
export const Site = z.strictObject({
  id: SiteId,
  key: SiteKey,
  ...settings,
  /** The script tag to paste. */
  snippet: z.string(),
  createdAt: Timestamp,
})
export type Site = z.infer<typeof Site>

/** Ten values of one theme, derived from the site's colour on the server (look.md 3): the widget carries no colour maths. */
export const Palette = z.strictObject({
  fill: Color,
  hover: Color,
  ink: Color,
  edge: Color,
  bubbleEdge: Color.nullable(),
  text: Color,
  tint: Color,
  tint2: Color,
  line: Color,
})
export type Palette = z.infer<typeof Palette>

/** What the script tag carries ahead of the loader: at most 1 kB. */
export const SiteSettings = z.strictObject({
  key: SiteKey,
  name: z.string(),
  side: Side,
  theme: Theme,
  greeting: z.string(),
  light: Palette,
  dark: Palette,
  /** Where API and socket are, and the messenger's chunk. */
  api: z.url(),
  messenger: z.url(),
  uploads: settings.uploads,
  /** Language of the site's texts; the widget falls back to it. */
  language: z.string(),
})
export type SiteSettings = z.infer<typeof SiteSettings>

export const siteEndpoints = {
  getSiteSettings: endpoint(ROUTES.getSiteSettings, {
    summary: "The widget's settings, for pages that pin the loader by its hash",
    params: z.strictObject({ siteKey: SiteKey }),
    response: SiteSettings,
    errors: ['site_not_found', 'origin_not_allowed'],
  }),
  listSites: endpoint(ROUTES.listSites, {
    summary: 'All sites of the workspace',
    response: z.strictObject({ sites: z.array(Site) }),
    errors: [],
  }),
  createSite: endpoint(ROUTES.createSite, {
    summary: 'Add a site',
    body: z.strictObject({
      name: settings.name,
      color: Color.optional(),
      side: Side.optional(),
      allowedOrigins: settings.allowedOrigins.optional(),
    }),
    status: 201,
    response: Site,
    errors: [],
  }),
  updateSite: endpoint(ROUTES.updateSite, {
    summary: 'Change a site',
    params: z.strictObject({ id: SiteId }),
    body: z.strictObject(settings).partial(),
    response: Site,
    errors: ['site_not_found'],
  }),
}
