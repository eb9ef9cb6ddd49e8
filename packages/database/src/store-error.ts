/** What of the driver's MongoServerError a caller may rely on, on both engines. */
export type ServerErrorFields = {
  readonly code: number
  readonly codeName: string
  readonly keyPattern?: Readonly<Record<string, unknown>>
  readonly keyValue?: Readonly<Record<string, unknown>>
}

/** Numbers and names are MongoDB's (its error_codes.yml), so that callers meet the same ones on both engines. */
export const SERVER_CODES = {
  BadValue: 2,
  FailedToParse: 9,
  TypeMismatch: 14,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  DollarPrefixedFieldName: 52,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  CannotIndexParallelArrays: 171,
  NoQueryExecutionPlans: 291,
  DuplicateKey: 11000,
} as const

export type ServerCodeName = keyof typeof SERVER_CODES

type DuplicatedKey = {
  readonly pattern: Readonly<Record<string, unknown>>
  readonly value: Readonly<Record<string, unknown>>
}

/** An error of the embedded engine, shaped like the driver's MongoServerError. */
export class StoreError extends Error implements ServerErrorFields {
  readonly code: number
  readonly codeName: string
  readonly keyPattern?: Readonly<Record<string, unknown>>
  readonly keyValue?: Readonly<Record<string, unknown>>

  constructor(codeName: ServerCodeName, message: string, key?: DuplicatedKey | null, options?: ErrorOptions) {
    super(message, options)
    this.name = 'MongoServerError'
    this.code = SERVER_CODES[codeName]
    this.codeName = codeName
    if (key) {
      this.keyPattern = key.pattern
      this.keyValue = key.value
    }
  }
}

export const badValue = (message: string, cause?: unknown): StoreError =>
  new StoreError('BadValue', message, null, cause === undefined ? undefined : { cause })
