import { ClientFrame, type ErrorCode, PROTOCOL_LEVEL } from '@parley/protocol'
import type * as z from 'zod'
import { AppError } from '../errors/app-error.ts'
import { parseJsonBody } from '../http/json-body.ts'

/** A frame as it came in: good, bad in a way that can be told, or no frame at all. */
export type Parsed =
  | { is: 'frame'; frame: ClientFrame }
  | { is: 'bad'; code: ErrorCode; cmid: string | null; ref: string | null }
  | { is: 'malformed' }

/** What is repeated of a bad frame, in characters. */
const LONGEST_CMID = 64
const LONGEST_NAME = 20
/** Paths that a newer writer's frame may lose, one after another. */
const ROUNDS = 8

/**
 * Parses one frame. Fields unknown from a newer writer (`level` above ours) are dropped, from an equal or older one
 * refused (SYNC-43).
 */
export function parseFrame(bytes: Buffer, level: number | null): Parsed {
  const value = objectOf(bytes)
  if (!value) return { is: 'malformed' }
  const isNewer = (level ?? levelOf(value)) > PROTOCOL_LEVEL
  for (let round = 0; round < ROUNDS; round++) {
    const judged = ClientFrame.safeParse(value)
    if (judged.success) return { is: 'frame', frame: judged.data }
    if (!isNewer || !dropUnknown(value, judged.error.issues)) break
  }
  return badFrame(value)
}

/** Null for what is no JSON object. */
function objectOf(bytes: Buffer): object | null {
  try {
    const value = parseJsonBody(bytes)
    return typeof value === 'object' && !Array.isArray(value) ? value : null
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

function badFrame(value: object): Parsed {
  const { t, cmid } = value as { t?: unknown; cmid?: unknown }
  const isCommand = (t === 'send' || t === 'cancel') && typeof cmid === 'string' && cmid.length <= LONGEST_CMID
  return {
    is: 'bad',
    code: 'invalid_request',
    cmid: isCommand ? cmid : null,
    ref: typeof t === 'string' ? t.slice(0, LONGEST_NAME) : null,
  }
}

/** What the first frame says of its writer: the highest level it speaks. */
function levelOf(value: object): number {
  const { v } = value as { v?: unknown }
  return Array.isArray(v) && typeof v[1] === 'number' ? v[1] : 0
}

/** Removes what the schema does not know; false when something else is wrong as well. */
function dropUnknown(value: object, issues: readonly z.core.$ZodIssue[]): boolean {
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') return false
    let at: unknown = value
    for (const step of issue.path) at = (at as Record<PropertyKey, unknown>)[step]
    for (const key of issue.keys) delete (at as Record<string, unknown>)[key]
  }
  return true
}
