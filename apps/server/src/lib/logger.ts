type Write = (fields: Record<string, unknown>, message: string) => void

/** The part of pino that we use: object first, one line per thing that happened, never texts, addresses or tokens. */
export type Logger = { info: Write; warn: Write; error: Write; debug: Write }

export const silentLogger: Logger = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  debug: () => undefined,
}
