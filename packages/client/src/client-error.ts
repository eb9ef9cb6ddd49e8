import type { ErrorCode } from '@parley/protocol'

/** `network`: no answer came; the other codes are the server's and permanent. */
export type ClientErrorCode = ErrorCode | 'network'

/**
 * What every call of the client can throw. Switch on `code`; `detail` is for logs, never for people. Its fields are
 * declared, since each would be written twice where it runs.
 */
export class ClientError extends Error {
  declare readonly code: ClientErrorCode
  /** HTTP status; 0 when no answer came. */
  declare readonly status: number
  declare readonly detail: string
  /** Milliseconds to wait before the same call makes sense; null when the server said nothing. */
  declare readonly retryAfterMs: number | null
  /** With `moved`: the conversation to go to. */
  declare readonly to: string | null

  constructor(
    code: ClientErrorCode,
    status: number,
    more: {
      detail?: string | undefined
      retryAfterMs?: number | undefined
      to?: string | undefined
      cause?: unknown
    } = {},
  ) {
    super(code, { cause: more.cause })
    this.name = 'ClientError'
    this.code = code
    this.status = status
    this.detail = more.detail ?? code
    this.retryAfterMs = more.retryAfterMs ?? null
    this.to = more.to ?? null
  }
}

/** Any thrown thing as a {@link ClientError}. */
export function asClientError(error: unknown): ClientError {
  return error instanceof ClientError ? error : new ClientError('network', 0, { detail: String(error), cause: error })
}
