import { type ServerCodeName, StoreError } from '../store-error.ts'
import type { ErrorMessage } from './operations.ts'

/** An error as it travels between threads. */
export function messageOf(error: unknown): ErrorMessage {
  if (error instanceof StoreError) {
    return {
      codeName: error.codeName as ServerCodeName, // the constructor takes nothing else
      message: error.message,
      keyPattern: error.keyPattern ?? null,
      keyValue: error.keyValue ?? null,
    }
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { codeName: null, message, keyPattern: null, keyValue: null }
}

/** The error of another thread, thrown again in this one. An error without a code is a defect or a failing disk. */
export function errorOf(message: ErrorMessage): Error {
  if (!message.codeName) return new Error(`The store failed: ${message.message}`)
  const key = message.keyPattern && message.keyValue
  return new StoreError(
    message.codeName,
    message.message,
    key ? { pattern: message.keyPattern ?? {}, value: message.keyValue ?? {} } : null,
  )
}
