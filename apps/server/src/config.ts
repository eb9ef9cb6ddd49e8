import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseEnv } from 'node:util'
import * as z from 'zod'

/** Scheme, host and port of one area; a path would break the four-hosts rule (design.md 8). */
const OriginUrl = z
  .url({ protocol: /^https?$/, error: 'must be an address like https://chat.example.com', abort: true })
  .refine((text) => new URL(text).pathname === '/' && !/[?#]/.test(text), 'must have no path')
  .transform((text) => new URL(text).origin)

const Proxies = z.string().transform((text, context) => {
  if (/^[1-9]\d?$/.test(text)) return Number(text)
  const list = text.split(',').map((entry) => entry.trim())
  if (list.every((entry) => /^(loopback|linklocal|uniquelocal|[\da-f.:]+(\/\d{1,3})?)$/i.test(entry))) return list
  context.addIssue({ code: 'custom', message: 'must be a number of hops or a list of addresses or ranges' })
  return z.NEVER
})

const given = (shape: RegExp, message: string) => z.string().regex(shape, message)

const Environment = z.object({
  PORT: given(/^\d{1,5}$/, 'must be a port from 0 to 65535')
    .default('3000')
    .transform(Number)
    .pipe(z.int().max(65_535)),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: OriginUrl.optional(),
  INBOX_URL: OriginUrl.optional(),
  VISITOR_URL: OriginUrl.optional(),
  FILES_URL: OriginUrl.optional(),
  API_URL: OriginUrl.optional(),
  DATA_DIR: z.string().min(1).default('data'),
  MONGODB_URI: given(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://').optional(),
  PARLEY_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  PARLEY_OWNER_EMAIL: z.email('must be an email address').max(254).optional(),
  PARLEY_OWNER_PASSWORD: z.string().min(10, 'must have at least 10 characters').max(256).optional(),
  PARLEY_INBOX_PATH: given(/^(\/[a-z0-9_-]+)+$/i, 'must be a path like /inbox').default('/inbox'),
  PARLEY_TRUST_PROXY: Proxies.optional(),
  PARLEY_DEMO: z.enum(['0', '1'], 'must be 0 or 1').default('0'),
  PARLEY_LINK_PREVIEWS: z.enum(['0', '1'], 'must be 0 or 1').default('1'),
  PARLEY_MAIL_FROM: z.string().min(3).max(320).optional(),
})

/** Doors of design.md 11 that a later version opens: they may be set, and the start says that they do nothing yet. */
const LATER = ['REDIS_URL', 'NATS_URL', 'S3_URL', 'SMTP_URL'] as const
/** Paths of the server that the inbox must not take. */
const TAKEN = /^\/(api|s|widget|demo|chat|files|livez|readyz|metrics|reference)(\/|$)/

export type AreaUrls = { inbox: string; visitor: string; files: string; api: string }
export type Config = Readonly<{
  port: number
  host: string
  urls: AreaUrls
  dataDir: string
  mongodbUri: string | null
  /** Null: generated into `dataDir`. */
  secret: string | null
  owner: { email: string; password: string } | null
  inboxPath: string
  /** Hops or addresses whose `X-Forwarded-*` is believed; false means nobody's. */
  trustProxy: number | string[] | false
  isDemo: boolean
  /** Whether pages that messages link to are asked what they are. */
  hasLinkPreviews: boolean
  /** Variables that are set and have no effect in this version. */
  unused: string[]
}>

/** A start that is refused for a reason the operator can cure; the message names the variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

type Env = Record<string, string | undefined>

/** The environment of this process over the `.env` file of the working folder. */
export function environment(): Env {
  const file = path.resolve('.env')
  return { ...(existsSync(file) && parseEnv(readFileSync(file, 'utf8'))), ...process.env }
}

/** Configuration from `env`, read once. Throws {@link ConfigError} that names what is unknown or malformed. */
export function readConfig(env: Env): Config {
  const values = parse(env)
  refuseContradictions(values)
  return Object.freeze({
    port: values.PORT,
    host: values.HOST,
    urls: urlsOf(values),
    dataDir: path.resolve(values.DATA_DIR),
    mongodbUri: values.MONGODB_URI ?? null,
    secret: values.PARLEY_SECRET ?? null,
    owner: ownerOf(values),
    inboxPath: values.PARLEY_INBOX_PATH,
    trustProxy: values.PARLEY_TRUST_PROXY ?? false,
    isDemo: values.PARLEY_DEMO === '1',
    hasLinkPreviews: values.PARLEY_LINK_PREVIEWS === '1',
    unused: LATER.filter((name) => env[name]),
  })
}

type Values = z.output<typeof Environment>

function parse(env: Env): Values {
  for (const name of Object.keys(env)) {
    if (name.startsWith('PARLEY_') && !(name in Environment.shape))
      throw new ConfigError(`${name} is not a variable of Parley`)
  }
  const parsed = Environment.safeParse(withoutEmpty(env))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new ConfigError(`${String(issue?.path[0])} ${issue?.message}`)
}

function urlsOf(values: Values): AreaUrls {
  const all = values.PUBLIC_URL ?? `http://localhost:${values.PORT}`
  return {
    inbox: values.INBOX_URL ?? all,
    visitor: values.VISITOR_URL ?? all,
    files: values.FILES_URL ?? all,
    api: values.API_URL ?? all,
  }
}

function ownerOf({ PARLEY_OWNER_EMAIL: email, PARLEY_OWNER_PASSWORD: password }: Values): Config['owner'] {
  return email && password ? { email, password } : null
}

function refuseContradictions(values: Values): void {
  if (values.MONGODB_URI && !values.PARLEY_SECRET)
    throw new ConfigError('PARLEY_SECRET is required when MONGODB_URI is set')
  if (Boolean(values.PARLEY_OWNER_EMAIL) !== Boolean(values.PARLEY_OWNER_PASSWORD)) {
    throw new ConfigError('PARLEY_OWNER_EMAIL and PARLEY_OWNER_PASSWORD belong together: set both or none')
  }
  if (TAKEN.test(values.PARLEY_INBOX_PATH))
    throw new ConfigError('PARLEY_INBOX_PATH is taken by another part of the server')
}

/** `NAME=` in a file means the same as no line at all. */
function withoutEmpty(env: Env): Env {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
}

/** What `parley config` prints: every value, secrets hidden. */
export function describeConfig(config: Config): Record<string, unknown> {
  return {
    ...config,
    secret: config.secret === null ? 'generated, in the data folder' : hidden,
    owner: config.owner && { email: config.owner.email, password: hidden },
    mongodbUri: config.mongodbUri?.replace(/\/\/[^@/]*@/, '//…@') ?? null,
  }
}
const hidden = '(set, hidden)'
