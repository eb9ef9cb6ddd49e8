import { type DestinationStream, type Logger, pino } from 'pino'

/**
 * Structured lines without anything a person wrote or could be known by (S13, N82): no addresses, headers, URLs or
 * bodies; of an error its kind, code and place, because messages of drivers quote what was in the query.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = { level, base: null, serializers: { err: errorLine, req: () => undefined, res: () => undefined } }
  return destination ? pino(options, destination) : pino(options)
}

function errorLine(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const stack = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const { code } = error as Error & { code?: unknown } // Node and drivers put one there
  return {
    type: error.name,
    ...(code !== undefined && { code }),
    stack: stack.join('\n'),
    ...(error.cause !== undefined && { cause: errorLine(error.cause) }),
  }
}
