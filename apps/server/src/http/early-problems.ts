import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { ERROR_CODES, type ErrorCode } from '@parley/protocol'
import type { FastifyBaseLogger, FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { AppError, toProblem } from '../errors/app-error.ts'
import type { Areas } from './areas.ts'
import { headersOf } from './headers.ts'

type Options = { areas: Areas; logger: FastifyBaseLogger; docsUrl: string }

/** What the router refuses before a route is known; a part of a path beyond its longest names nothing of ours. */
const OF_ROUTER: Record<string, ErrorCode> = {
  FST_ERR_BAD_URL: 'invalid_request',
  FST_ERR_MAX_PARAM_LENGTH: 'not_found',
}
/** What Node's parser refuses before there is a request. */
const OF_PARSER: Record<string, ErrorCode> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
}

/** Refusals that no hook and no error handler sees: they leave as problem documents too (N04, N06, N37). */
export function earlyProblems({ areas, logger, docsUrl }: Options) {
  const problemOf = (code: ErrorCode, id: string) =>
    JSON.stringify(toProblem(new AppError(code, 'The request is malformed.'), id, docsUrl))

  return {
    frameworkErrors(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
      const code = OF_ROUTER[error.code] ?? 'internal_error'
      if (code === 'internal_error') request.log.error({ err: error }, 'request failed')
      // No hook ends the line of a refused upgrade here (socket-origin.ts), and the server does not count it as its own.
      if (request.headers.upgrade !== undefined) reply.raw.once('finish', () => request.raw.socket.destroySoon())
      reply
        .code(ERROR_CODES[code].status)
        .headers(headersOf(areas, request.id))
        .type('application/problem+json')
        .send(problemOf(code, request.id))
    },

    /** Answers on the bare line, which is closed: whatever comes next on it cannot be told from this request. */
    clientErrorHandler(error: Error & { code?: string }, socket: Socket): void {
      if (error.code === 'ECONNRESET' || socket.destroyed) return
      const code = OF_PARSER[error.code ?? ''] ?? 'invalid_request'
      const id = randomUUID()
      logger.debug({ reqId: id, code: error.code }, 'request refused by the parser')
      if (socket.writable) socket.write(onTheLine(code, problemOf(code, id), headersOf(areas, id)))
      socket.destroySoon()
    },
  }
}

function onTheLine(code: ErrorCode, body: string, headers: Record<string, string>): string {
  const { status } = ERROR_CODES[code]
  const lines = Object.entries({
    ...headers,
    'content-type': 'application/problem+json',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}`)
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n')
}
