import { ERROR_CODES, type ErrorCode } from '@parley/protocol'

/** An expected failure that the caller is told about. Anything else that is thrown is a bug and becomes a 500. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly data: Record<string, unknown>

  constructor(code: ErrorCode, detail: string, data: Record<string, unknown> = {}, cause?: unknown) {
    super(detail, { cause })
    this.code = code
    this.data = data
  }
}

/** The RFC 9457 body of `error`, served as `application/problem+json`; `docsUrl` is where codes are explained. */
export function toProblem(error: AppError, requestId: string, docsUrl: string) {
  const { status, title } = ERROR_CODES[error.code]
  return {
    ...error.data,
    type: `${docsUrl}#${error.code}`,
    title,
    status,
    detail: error.message,
    instance: `urn:request:${requestId}`,
    code: error.code,
  }
}
