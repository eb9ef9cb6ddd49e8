import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { LogoId, SiteId, SiteKey } from './ids.ts'
import { LIMITS } from './limits.ts'
import {
  Availability,
  CampaignCount,
  CampaignId,
  FeatureOptions,
  FileOptions,
  Form,
  FormsOptions,
  HomeOptions,
  Locale,
  RunningCampaigns,
  SiteOptions,
  SpokenLocale,
} from './options/index.ts'
import { Selectors } from './options/launcher.ts'
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
  /** What the chat speaks where it speaks none of the visitor's languages, and what the owner's texts fall back to. */
  language: SpokenLocale,
}

/** A site's picture, made anew by the server: where it is, and its size in pixels. */
export const Logo = z.strictObject({ url: z.string().max(2000), width: z.int().min(1), height: z.int().min(1) })
export type Logo = z.infer<typeof Logo>

/** A picture as its owner gives it: the content of a PNG, JPEG, WebP, GIF or AVIF, in base64. */
const GivenLogo = z.base64().min(1).max(LIMITS.logoBase64)

/** The parts of a site that are saved apart: `site` is what stands beside its options. */
const PARTS = ['site', ...(Object.keys(SiteOptions.shape) as (keyof SiteOptions)[])] as const // its own names
const Revs = z.record(z.enum(PARTS), z.string().max(20))
export type SiteRevs = z.infer<typeof Revs>

/** One website or app with a widget of its own. */
export const Site = z.strictObject({
  id: SiteId,
  key: SiteKey,
  ...settings,
  /** Null: none, and the name stands alone. */
  logo: Logo.nullable(),
  /** Every section, with its defaults where nothing was decided. */
  options: SiteOptions,
  /** The state of each part, for whoever saves it later: `known` of `updateSite`. */
  revs: Revs,
  /** The chat as a page of its own. */
  chatUrl: z.url(),
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
  /** The state of what was decided, as in {@link ChatOptions}. */
  rev: z.string(),
  name: z.string(),
  side: Side,
  theme: Theme,
  greeting: z.string(),
  /** The launcher's style sheet, with the colours of both themes and the corners; `data-theme` on the widget's root chooses. */
  style: z.string(),
  /** Where API and socket are, and the messenger's chunk. */
  api: z.url(),
  messenger: z.url(),
  /** The site's own: spoken where nothing of the visitor's is. */
  language: z.string(),
  /** Nothing is stored in the browser before the visitor or the page consents. */
  consent: z.literal('pending').optional(),
  /** The chat opens with a home view. */
  home: z.literal(true).optional(),
  /** There may be a form before the first message: the chat waits for its options. */
  asks: z.literal(true).optional(),
  /** What is not as usual of the launcher, as the tag's attributes would say it; where it stands is in `style`. */
  launcher: z
    .strictObject({
      /** The page opens the chat itself. */
      launcher: z.literal('none'),
      /** Beside the sign, in the site's language. */
      label: z.string(),
    })
    .partial()
    .optional(),
  /**
   * What the page is watched for, where there is anything: selectors of elements that the launcher gives way to and that
   * open the chat, and whether there are proactive messages.
   */
  scout: z
    .strictObject({
      opener: Selectors,
      hideOn: Selectors,
      avoid: Selectors,
      avoidAny: z.literal(true),
      campaigns: z.literal(true),
    })
    .partial()
    .optional(),
})
export type SiteSettings = z.infer<typeof SiteSettings>

/** A form as one visitor reads it: every text in one language, every choice spelled out. */
const PlainField = z.strictObject({
  key: z.string(),
  type: Form.shape.fields.element.shape.type,
  label: z.string(),
  hint: z.string(),
  placeholder: z.string(),
  required: z.boolean(),
  choices: z.array(z.strictObject({ value: z.string(), label: z.string() })),
  when: Form.shape.fields.element.shape.when,
})
export const PlainForm = z.strictObject({
  title: z.string(),
  lead: z.string(),
  button: z.string(),
  fields: z.array(PlainField),
})
export type PlainForm = z.infer<typeof PlainForm>

/**
 * What an open chat needs to know beyond the script tag: asked for when it is opened, and again when the site says that
 * it changed. Operators' texts are resolved to one language.
 */
export const ChatOptions = z.strictObject({
  /** The state of what was decided: a `site` frame with another one says that this answer is old. */
  rev: z.string(),
  /** Colours, corners and the logo's place, where the asker knows another state. */
  style: z.string().optional(),
  logo: Logo.nullable(),
  /** The language that the operators' texts were found in. */
  locale: Locale,
  /** The site's own, as in {@link SiteSettings}: it may have changed since. */
  language: z.string(),
  features: FeatureOptions,
  /** What may be sent beside words; judged again by the server. `accept` is that of a file field. */
  files: z.strictObject({ ...FileOptions.shape, accept: z.string() }),
  availability: Availability,
  /** Null: the chat opens on the conversation. */
  home: z
    .strictObject({
      greeting: z.string(),
      lead: z.string(),
      showTeam: z.boolean(),
      showReplyTime: z.boolean(),
      links: z.array(z.strictObject({ label: z.string(), url: z.string() })),
      header: HomeOptions.shape.header,
    })
    .nullable(),
  /** The time zone of the business hours; null: there are none. */
  zone: z.string().nullable(),
  /** To be said while closed (`availability.state` is `offline`); empty: nothing of the owner's. */
  closedMessage: z.string(),
  /** What is asked before the first message; null: nothing. */
  prechat: PlainForm.nullable(),
  /** What stands in place of the chat while closed (`availability.state` is `offline`); null: the chat itself. */
  offline: PlainForm.nullable(),
  capture: FormsOptions.shape.capture,
  /** What is said of what is kept, and where it is explained; empty where nothing is. */
  /** `live`: whoever opens the chat is there before he writes. */
  privacy: z.strictObject({ notice: z.string(), noticeUrl: z.string(), live: z.literal(true).optional() }),
  /** The operator's own words in place of the widget's, where there are any in the language that it speaks. */
  texts: z.strictObject({ locale: z.string(), said: z.record(z.string(), z.string()) }).optional(),
})
export type ChatOptions = z.infer<typeof ChatOptions>

/** That pages of an origin asked for a site's widget. */
export const Sighting = z.strictObject({
  origin: z.string(),
  /** Whether the origin is on the site's list. */
  allowed: z.boolean(),
  firstAt: Timestamp,
  lastAt: Timestamp,
})
export type Sighting = z.infer<typeof Sighting>

const inLocales = z.strictObject({
  /** The visitor's languages, the preferred first, comma-separated. */
  locales: z
    .string()
    .max(200)
    .regex(/^[A-Za-z0-9,-]*$/)
    .optional(),
})

export const siteEndpoints = {
  getChatOptions: endpoint(ROUTES.getChatOptions, {
    summary: 'What an open chat needs beyond the script tag, in the first of the languages that there are texts for',
    params: z.strictObject({ siteKey: SiteKey }),
    query: inLocales.extend({
      /** The state that the asker knows: of another one he is told the style too. */
      rev: z
        .string()
        .max(40)
        .regex(/^[\w-]*$/)
        .optional(),
    }),
    response: ChatOptions,
    errors: ['site_not_found', 'origin_not_allowed'],
  }),
  getCampaigns: endpoint(ROUTES.getCampaigns, {
    summary: 'The proactive messages that are on, for pages that evaluate them',
    params: z.strictObject({ siteKey: SiteKey }),
    query: inLocales,
    response: RunningCampaigns,
    errors: ['site_not_found', 'origin_not_allowed'],
  }),
  countCampaign: endpoint(ROUTES.countCampaign, {
    summary: 'A page showed a proactive message, or its visitor opened or closed it; of others nothing is kept',
    params: z.strictObject({ siteKey: SiteKey, campaignId: CampaignId }),
    body: z.strictObject({ what: z.enum(['shown', 'clicked', 'dismissed']) }),
    status: 204,
    errors: ['site_not_found', 'origin_not_allowed'],
  }),
  listCampaignCounts: endpoint(ROUTES.listCampaignCounts, {
    summary: 'How often pages told that each proactive message was shown, opened and closed',
    params: z.strictObject({ id: SiteId }),
    response: z.strictObject({ counts: z.array(CampaignCount) }),
    errors: ['site_not_found'],
  }),
  getLogo: endpoint(ROUTES.getLogo, {
    summary: 'The logo of a site; another one has another address',
    params: z.strictObject({ siteKey: SiteKey, logoId: LogoId }),
    errors: ['not_found'],
  }),
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
      language: settings.language.optional(),
    }),
    status: 201,
    response: Site,
    errors: [],
  }),
  listSightings: endpoint(ROUTES.listSightings, {
    summary: 'Origins whose pages asked for the widget of late, the newest first, and whether they may chat',
    params: z.strictObject({ id: SiteId }),
    response: z.strictObject({ sightings: z.array(Sighting) }),
    errors: ['site_not_found'],
  }),
  updateSite: endpoint(ROUTES.updateSite, {
    summary: 'Change a site; with `known`, only while those parts of it (`revs`) are as they were read',
    params: z.strictObject({ id: SiteId }),
    body: z
      .strictObject({
        ...{ ...settings, logo: GivenLogo.nullable(), options: SiteOptions.partial() },
        known: z.partialRecord(z.enum(PARTS), z.string().max(20)),
      })
      .partial(),
    response: Site,
    errors: ['site_not_found', 'changed_since'],
  }),
}
