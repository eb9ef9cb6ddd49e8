import * as protocol from '@parley/protocol'
import { ENDPOINTS, type Endpoint, ERROR_CODES, type ErrorCode, PROTOCOL_LEVEL, Problem } from '@parley/protocol'
import * as z from 'zod'

type Json = Record<string, unknown>

/** What every endpoint of a caller can answer beyond its own errors. */
const COMMON: ErrorCode[] = ['invalid_request', 'rate', 'internal_error']
const OF_CALLER: Record<Endpoint['caller'], ErrorCode[]> = {
  public: ['origin_not_allowed'],
  site: [],
  file: [],
  visitor: ['unauthenticated', 'token_invalid', 'origin_not_allowed'],
  agent: ['unauthenticated', 'token_invalid', 'origin_not_allowed'],
  participant: ['unauthenticated', 'token_invalid', 'origin_not_allowed'],
}
const WHO: Record<Endpoint['caller'], string> = {
  public: 'Anybody with the proof in the body; from a browser, the inbox.',
  site: "No token; the page's `Origin` must be on the list of the site.",
  file: 'Whoever holds the signed link.',
  visitor: 'A visitor, with his access token, from a page of his site.',
  agent: 'An agent, with his access token.',
  participant: 'A visitor or an agent, with an access token.',
}

/** The codes that `endpoint` can answer with, its own first. */
export function errorsOf(endpoint: Endpoint): ErrorCode[] {
  const role: ErrorCode[] = endpoint.role ? ['forbidden'] : []
  return [...new Set([...endpoint.errors, ...OF_CALLER[endpoint.caller], ...role, ...COMMON])]
}

/** The OpenAPI 3.1 description of every endpoint, made from the registry alone. */
export function openApi(serverUrl: string): Json {
  const { bodies, answers } = schemas()
  const paths: Record<string, Json> = {}
  for (const [name, endpoint] of endpoints()) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(name, endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Parley',
      version: String(PROTOCOL_LEVEL),
      description: 'Live chat: visitors, agents, conversations.',
    },
    servers: [{ url: serverUrl }],
    paths,
    components: {
      schemas: { ...bodies, ...answers },
      securitySchemes: { access: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  }
}

/** Every endpoint by name. */
export function endpoints(): [string, Endpoint][] {
  return Object.entries<Endpoint>(ENDPOINTS)
}

function operation(name: string, endpoint: Endpoint): Json {
  const { caller, role, summary, body, multipart, response, status = 200 } = endpoint
  const needsToken = caller === 'visitor' || caller === 'agent' || caller === 'participant'
  const who = role ? `${WHO[caller]} Role ${role} or above.` : WHO[caller]
  return {
    operationId: name,
    summary,
    description: `${who} Errors: ${errorsOf(endpoint).join(', ')}.`,
    ...(needsToken && { security: [{ access: [] }] }),
    parameters: [...parameters(endpoint.params, 'path'), ...parameters(endpoint.query, 'query')],
    ...(body && { requestBody: { required: true, content: json(`${name}Body`) } }),
    ...(multipart && { requestBody: { required: true, content: MULTIPART } }),
    responses: {
      [status]: { description: summary, ...(response && { content: json(`${name}Answer`) }) },
      ...problems(endpoint),
    },
  }
}

const MULTIPART = {
  'multipart/form-data': {
    schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
  },
}

function json(schema: string, type = 'application/json'): Json {
  return { [type]: { schema: { $ref: `#/components/schemas/${schema}` } } }
}

function parameters(schema: z.ZodObject | undefined, where: 'path' | 'query'): Json[] {
  if (!schema) return []
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' })
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: required.includes(name),
    schema: property,
  }))
}

/** One answer per status, telling the codes that come with it. */
function problems(endpoint: Endpoint): Json {
  const byStatus = Map.groupBy(errorsOf(endpoint), (code) => ERROR_CODES[code].status)
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${ERROR_CODES[code].title}`).join('. '),
        content: json('Problem', 'application/problem+json'),
      },
    ]),
  )
}

/** Bodies as they come in and answers as they go out; the nouns of the protocol are named ones of the answers. */
function schemas(): { bodies: Json; answers: Json } {
  const bodies = z.registry<{ id: string }>()
  const answers = z.registry<{ id: string }>()
  for (const [name, schema] of Object.entries<unknown>(protocol)) {
    if (schema instanceof z.ZodType) answers.add(schema, { id: name })
  }
  for (const [name, { body, response }] of endpoints()) {
    if (body) bodies.add(body, { id: `${name}Body` })
    if (response) answers.add(answers.has(response) ? z.lazy(() => response) : response, { id: `${name}Answer` })
  }
  if (!answers.has(Problem)) answers.add(Problem, { id: 'Problem' })
  const options = { uri: (id: string) => `#/components/schemas/${id}`, unrepresentable: 'any' } as const
  return {
    bodies: plain(z.toJSONSchema(bodies, { ...options, io: 'input' }).schemas),
    answers: plain(z.toJSONSchema(answers, { ...options, io: 'output' }).schemas),
  }
}

/** OpenAPI says the dialect once, and the place of a schema is its name. */
function plain(schemas: Record<string, Json>): Json {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _dialect, $id: _place, ...schema }]) => [name, schema]),
  )
}
