import { ERROR_CODES, type ErrorCode } from '@parley/protocol'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { AppError, toProblem } from '../errors/app-error.ts'

/** What Fastify itself refuses, in our codes; everything else it throws is told as `invalid_request` below 500. */
const FASTIFY_CODES: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid_request',
}

/** Every error of every route leaves as a problem document (RFC 9457); `docsUrl` explains the codes. */
export function addProblems(app: FastifyInstance, docsUrl: string): void {
  const routes: { method: string; shape: RegExp }[] = []
  app.addHook('onRoute', ({ method, url }) => {
    if (url.includes('*')) return
    const shape = new RegExp(`^${url.replace(/[.$]/g, '\\$&').replace(/:\w+/g, '[^/]+')}$`)
    for (const one of [method].flat()) if (one !== 'HEAD') routes.push({ method: one, shape })
  })
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = asAppError(error)
    if (!known) request.log.error({ err: error }, 'request failed')
    return sendProblem(request, reply, known ?? new AppError('internal_error', 'Tell us the number in `instance`.'))
  })
  app.setNotFoundHandler((request, reply) => {
    const allowed = routes.filter(({ shape }) => shape.test(pathOf(request))).map(({ method }) => method)
    if (allowed.length === 0)
      return sendProblem(request, reply, new AppError('not_found', 'Nothing is at this address.'))
    reply.header('allow', allowed.join(', '))
    return sendProblem(request, reply, new AppError('method_not_allowed', `This address takes ${allowed.join(', ')}.`))
  })

  function sendProblem(request: FastifyRequest, reply: FastifyReply, error: AppError) {
    const { retryAfterMs } = error.data
    if (typeof retryAfterMs === 'number') reply.header('retry-after', Math.ceil(retryAfterMs / 1000))
    if (error.code === 'origin_not_allowed') reply.removeHeader('access-control-allow-origin')
    return reply
      .code(ERROR_CODES[error.code].status)
      .header('cache-control', 'no-store')
      .type('application/problem+json')
      .serializer(JSON.stringify)
      .send(toProblem(error, request.id, docsUrl))
  }
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? request.url
}

/** Null for a bug. */
function asAppError(error: FastifyError): AppError | null {
  if (error instanceof AppError) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map(({ instancePath, message }) => ({
      pointer: `#${instancePath}`,
      detail: message,
    }))
    return new AppError('invalid_request', `The ${error.validationContext} is not valid.`, { errors })
  }
  const code = FASTIFY_CODES[error.code]
  if (code) return new AppError(code, ERROR_CODES[code].title, {}, error)
  if (error.statusCode && error.statusCode < 500)
    return new AppError('invalid_request', 'The request is malformed.', {}, error)
  return null
}
