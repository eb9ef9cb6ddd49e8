import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import type { Endpoint } from '@parley/protocol'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { AppError } from '../errors/app-error.ts'
import { AREAS_OF_CALLER, type Area, type Areas } from './areas.ts'
import { addCors } from './cors.ts'
import { earlyProblems } from './early-problems.ts'
import { addHeaders } from './headers.ts'
import { parseJsonBody } from './json-body.ts'
import { addProblems } from './problems.ts'
import { endpointOf } from './scopes.ts'

/** One body, save files, which are streamed: above the largest command and the largest sync. */
const BODY_BYTES = 256 * 1024
/** How long a client may take for its headers, and for a whole request: 25 MB on a slow line fit (N06). */
const HEADERS_MS = 10_000
const REQUEST_MS = 5 * 60_000
/** How often lines are looked at for it; Node's 30 s would let headers take forty. */
const LOOK_MS = 1_000

/** What a multipart body may hold: one file and nothing else (N68). How large it may be is the route's to say. */
const MULTIPART = { files: 1, fields: 0, parts: 1, headerPairs: 20, fieldNameSize: 50 }

type Options = { areas: Areas; logger: FastifyBaseLogger; trustProxy: number | string[] | false; docsUrl: string }

/** Fastify with what every route shares: parsing, problems, headers, CORS, areas. It travels in an object: it is a thenable. */
export async function createServer(options: Options): Promise<{ app: FastifyInstance }> {
  const app = Fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: trusted(options.trustProxy),
    bodyLimit: BODY_BYTES,
    requestTimeout: REQUEST_MS,
    forceCloseConnections: true,
    return503OnClosing: false,
    exposeHeadRoutes: true,
    // Node would refuse a request without a host with an empty answer; `checkHost` says why.
    http: { requireHostHeader: false, connectionsCheckingInterval: LOOK_MS },
    ...earlyProblems(options),
    routerOptions: {
      maxParamLength: 600,
      caseSensitive: true,
      ignoreTrailingSlash: false,
      querystringParser: singleValues,
    },
  })
  app.server.headersTimeout = HEADERS_MS
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  addProblems(app, options.docsUrl)
  addHeaders(app, options.areas)
  addParsers(app)
  app.addHook('onRequest', async (request) => {
    checkHost(request)
    checkArea(request, options.areas)
  })
  addCors(app)
  // Whoever may not call is told that first: this runs behind the scopes' hooks.
  app.addHook('preParsing', async (request) => checkShape(request))
  app.addHook('onResponse', async (request, reply) => {
    const { statusCode: status, elapsedTime } = reply
    const line = { method: request.method, route: request.routeOptions.url, status, ms: Math.round(elapsedTime) }
    if (status >= 500) request.log.warn(line, 'request answered')
    else request.log.debug(line, 'request answered')
  })
  await app.register(cookie)
  await app.register(multipart, { limits: MULTIPART, throwFileSizeLimit: false })
  return { app }
}

/** A number of proxies means the nearest ones. */
function trusted(proxies: number | string[] | false) {
  return typeof proxies === 'number' ? (_address: string, hop: number) => hop < proxies : proxies
}

/**
 * One value per name: what stands twice becomes a list, which no schema takes (N37), as none knows `a[$ne]` (N30). The
 * router calls this outside of any error handler, so it never throws.
 */
function singleValues(text: string): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) {
    values[name] = name in values ? [values[name] ?? '', value].flat() : value
  }
  return values
}

function addParsers(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_request: FastifyRequest, body: Buffer) =>
    body.length === 0 ? undefined : parseJsonBody(body),
  )
}

const JSON_TYPE = /^application\/json(?:; ?charset=utf-8)?$/i
const MULTIPART_TYPE = /^multipart\/form-data; ?boundary=(?:[\w'()+,./:=?-]{1,70}|"[\w'()+,./:=? -]{1,70}")$/i

/** No parameters where none are declared, no body where none is, and else one content type (N33). */
async function checkShape(request: FastifyRequest): Promise<void> {
  const endpoint = endpointOf(request)
  if (!endpoint) return
  if (!endpoint.query && request.url.includes('?')) throw new AppError('invalid_request', 'This takes no parameters.')
  if (endpoint.body || endpoint.multipart) return checkContentType(request, endpoint)
  const { 'transfer-encoding': encoding, 'content-length': length = '0' } = request.headers
  if (encoding !== undefined || Number(length) > 0) throw new AppError('invalid_request', 'This takes no body.')
}

/** Written as browsers write it: no schema is left out by a trick (N33). */
function checkContentType(request: FastifyRequest, { multipart: isMultipart }: Endpoint): void {
  const shape = isMultipart ? MULTIPART_TYPE : JSON_TYPE
  if (shape.test(request.headers['content-type'] ?? '')) return
  throw new AppError('unsupported_media_type', `Send ${isMultipart ? 'multipart/form-data' : 'application/json'}.`)
}

/** HTTP/1.1 wants one (RFC 9112); probes of balancers speak 1.0. */
function checkHost({ headers, raw }: FastifyRequest): void {
  if (headers.host === undefined && raw.httpVersion === '1.1')
    throw new AppError('invalid_request', 'The header Host is missing.')
}

/** An address belongs to its area's host alone, where areas have hosts of their own (design.md 8). */
function checkArea(request: FastifyRequest, areas: Areas): void {
  const endpoint = endpointOf(request)
  const { areas: own } = request.routeOptions.config as { areas?: readonly Area[] } // set by pages and by the socket
  const allowed = endpoint ? AREAS_OF_CALLER[endpoint.caller] : own
  if (allowed && !areas.isServedOn(request.host, allowed))
    throw new AppError('not_found', 'Nothing is at this address.')
}
