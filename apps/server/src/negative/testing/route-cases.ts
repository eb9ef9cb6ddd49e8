import { METHODS } from 'node:http'
import { ENDPOINTS, type Endpoint, type RouteName } from '@parley/protocol'
import type { Input } from '../../testing.ts'
import {
  type Attack,
  extraFields,
  malformed,
  operators,
  oversize,
  prototypeKeys,
  type Subject,
  slow,
  wrongValues,
} from './attacks.ts'
import { HOSTILE_HEADERS, PROTOTYPE_KEYS } from './corpora.ts'
import { type Case, type Request, requestOf } from './routes.ts'
import { isObject, nameOf } from './schemas.ts'

type Part = 'params' | 'query' | 'body'
export type Target = { name: RouteName; good: Input; subjects: ReadonlyMap<string, Subject & { part: Part }> }

/** How much a body may hold (http/server.ts), in bytes. */
const BODY_BYTES = 256 * 1024

function withBody({ name, good }: Target, payload: string | Buffer, type = 'application/json'): Request {
  const { body: _, ...input } = good
  const request = requestOf(name, { ...input, payload })
  return { ...request, headers: { ...request.headers, 'content-type': type } }
}

/** Of commands these stand for the others, which are attacked in the same ways as frames (`frames.test.ts`). */
const FOR_ALL = ['body', 'send msg.new', 'cancel']

/** The attacks of `make` on the bodies that the route takes, `labels` of them. */
function onBodies(target: Target, make: (subject: Subject) => Attack[], labels?: readonly string[]): Case[] {
  const bodies = [...target.subjects].filter(
    ([label, { part }]) => part === 'body' && (labels?.includes(label) ?? true),
  )
  return bodies.flatMap(([label, subject]) =>
    make(subject).map(({ what, json, bytes }) => ({
      what: `${label} ${what}`,
      request: withBody(target, bytes ?? json),
      expects: 'invalid' as const,
    })),
  )
}

/** The same values in the address, where everything is text. */
function inAddress(target: Target, make: (subject: Subject) => Attack[]): Case[] {
  const parts = [...target.subjects].filter(([, { part }]) => part !== 'body')
  return parts.flatMap(([label, subject]) =>
    make(subject).flatMap(({ what, json }) => {
      const values: unknown = JSON.parse(json)
      const isText = isObject(values) && Object.values(values).every((value) => typeof value === 'string')
      // An empty part of a path leads to another address, which is tried below.
      if (!isText || (label === 'params' && Object.values(values).includes(''))) return []
      const request = requestOf(target.name, { ...target.good, [label]: values })
      return [{ what: `${label} ${what}`, request, expects: 'refused' as const }]
    }),
  )
}

const pathOf = ({ name, good }: Target) => requestOf(name, { ...good, query: {} }).url.replace(/\?$/, '')

/** `a[$ne]=x`, a name twice, names that nobody declared, and a query where none is taken. */
function pollution(target: Target): Case[] {
  const request = requestOf(target.name, target.good)
  const [path, known = ''] = request.url.split('?')
  const names = [...new URLSearchParams(known).keys(), 'id']
  const more = [
    ...names.flatMap((key) => [`${key}[$ne]=x`, `${key}[]=x`, `${key}=1&${key}=2`, `${key}.$gt=`]),
    ...PROTOTYPE_KEYS.map((key) => `${encodeURIComponent(key)}=1`),
    ...['unknown=1', '%00=1', '%ff=%fe', 'a=1&a=2', '[$gt]=1', '__proto__[polluted]=1'],
  ]
  return more.map((text) => ({
    what: `?${text}`,
    request: { ...request, url: `${path}?${[known, text].filter(Boolean).join('&')}` },
    expects: 'refused',
  }))
}

const declared: [string, RegExp][] = Object.values<Endpoint>(ENDPOINTS).map(({ method, path }) => [
  method,
  new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`),
])

/** Every method that nobody declared for the address; `OPTIONS` is asked without an origin. */
function methods(target: Target): Case[] {
  const url = pathOf(target)
  const taken = declared.filter(([, shape]) => shape.test(url)).map(([method]) => method)
  return METHODS.filter((method) => !['CONNECT', ...taken].includes(method))
    .filter((method) => method !== 'HEAD' || !taken.includes('GET'))
    .map((method) => {
      const { payload: _, headers, ...request } = requestOf(target.name, target.good)
      const { 'content-type': _type, origin: _origin, ...rest } = headers
      return {
        what: method,
        request: { ...request, url, method, headers: rest },
        expects: method === 'QUERY' ? [400, 404, 405] : [404, 405],
      }
    })
}

/** Other ways to write the address: none of them leads anywhere. Those with dots need a bare line (`lines.test.ts`). */
function detours(target: Target): Case[] {
  const request = requestOf(target.name, { ...target.good, query: {} })
  const url = pathOf(target)
  const last = url.lastIndexOf('/')
  const ways = [
    ...[`/${url}`, `${url}/`, `${url};a=b`, `${url}%2f`, `${url}%00`, `${url}%`, `${url}%c0%af`],
    ...[`${url.slice(0, last)}/${url.slice(last)}`, `${url.slice(0, last)}%2f${url.slice(last + 1)}`],
    ...[url.replace('/', '/%5c'), url.replace(/^\/\w/, (text) => text.toUpperCase()), `${url}${'/x'.repeat(2_000)}`],
  ]
  return ways.map((way) => ({ what: way.slice(0, 80), request: { ...request, url: way }, expects: 'refused' }))
}

const TYPES = [
  'Application/JSON ',
  'application/json\t;x',
  ' application/json',
  'application/json garbage',
  'application/json;charset=utf-16',
  'application/json; charset=utf-8; x=1',
  'text/plain',
  'text/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  '',
]

/** The right value under a name that is not quite JSON's, and a body where none is taken (N33). */
function contentTypes(target: Target): Case[] {
  const { body, multipart }: Endpoint = ENDPOINTS[target.name]
  const hasBody = Boolean(body ?? multipart)
  const text = hasBody ? JSON.stringify({ ...(target.good.body as object), unknown: 1 }) : '{"a":1}'
  return [...TYPES, ...(hasBody ? [] : ['application/json'])].map((type) => ({
    what: `content-type: ${type}`,
    request: withBody(target, text, type),
    expects: [400, 415],
  }))
}

/** Bodies beyond the limit, of one value and of many keys. */
function floods(target: Target): Case[] {
  const { body }: Endpoint = ENDPOINTS[target.name]
  if (!body) return []
  const keys = Array.from({ length: 100_000 }, (_, n) => `"k${n}":1`).join(',')
  return [`{"a":"${'x'.repeat(BODY_BYTES)}"}`, `{${keys}}`].map((text) => ({
    what: `${text.length} bytes`,
    request: withBody(target, text),
    expects: [413],
  }))
}

/** The token in the address instead of the header (N07). */
function tokensInAddress(target: Target): Case[] {
  const { access, ...good } = target.good
  const request = requestOf(target.name, good)
  const join = request.url.includes('?') ? '&' : '?'
  const secret = access ?? 'a-secret-of-the-address'
  return ['access', 'token', 'access_token', 'authorization', 'siteKey'].map((name) => ({
    what: `?${name}=`,
    request: { ...request, url: `${request.url}${join}${name}=${secret}` },
    expects: [400, 401],
  }))
}

/** Hostile headers on a request that is refused for a field too much: nothing breaks, and nothing comes back (N45). */
function headers(target: Target): Case[] {
  const request = requestOf(target.name, target.good)
  const join = request.url.includes('?') ? '&' : '?'
  return Object.entries(HOSTILE_HEADERS).map(([name, value]) => ({
    what: `${name}: ${value}`,
    request: { ...request, url: `${request.url}${join}unknown=1`, headers: { ...request.headers, [name]: value } },
    expects: 'refused',
  }))
}

/** The classes that need no knowledge of people: each with the routes it applies to and its cases. */
export const CLASSES: Record<string, { applies(endpoint: Endpoint): boolean; cases(target: Target): Case[] }> = {
  N07: { applies: () => true, cases: tokensInAddress },
  N19: {
    applies: ({ params, query, body }) => Boolean(params ?? query ?? body),
    cases: (target) => [...onBodies(target, wrongValues, FOR_ALL), ...inAddress(target, wrongValues)],
  },
  N30: {
    applies: () => true,
    cases: (target) => [...onBodies(target, operators), ...pollution(target)],
  },
  N31: {
    applies: ({ params, query, body }) => Boolean(params ?? query ?? body),
    cases: (target) => [
      ...onBodies(target, oversize, FOR_ALL),
      ...onBodies(target, prototypeKeys, FOR_ALL),
      ...onBodies(target, malformed, FOR_ALL),
      ...inAddress(target, oversize),
      ...inAddress(target, manyCharacters),
      ...inAddress(target, strangeNumbers),
      ...floods(target),
    ],
  },
  N33: { applies: () => true, cases: contentTypes },
  N34: { applies: ({ body }) => body !== undefined, cases: (target) => onBodies(target, extraFields) },
  N35: { applies: ({ body }) => body !== undefined, cases: (target) => onBodies(target, slow, FOR_ALL) },
  N37: { applies: () => true, cases: (target) => [...methods(target), ...detours(target)] },
  N45: { applies: () => true, cases: headers },
}

/** Numbers of a query: pages of none, of too many, and what only looks like a number. */
function strangeNumbers({ schema, good }: Subject): Attack[] {
  const numbers = Object.entries(schema.properties ?? {}).filter(([, { pattern = '' }]) => pattern.startsWith('^\\d'))
  return numbers.flatMap(([key]) =>
    ['-1', '1.5', '1e2', '0x1', '١', '9'.repeat(12), '9'.repeat(13), ...(key === 'limit' ? ['0', '101'] : [])].map(
      (text) => ({
        what: `${key} = ${text}`,
        json: JSON.stringify({ ...(good as object), [key]: text }),
      }),
    ),
  )
}

/** Parts of an address are bounded whatever their form. */
function manyCharacters({ schema, good }: Subject): Attack[] {
  return Object.keys(schema.properties ?? {}).map((key) => ({
    what: `${nameOf([key])}: 10,000 characters`,
    json: JSON.stringify({ ...(good as object), [key]: 'x'.repeat(10_000) }),
  }))
}
