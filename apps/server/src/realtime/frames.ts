import { ClientFrame, type ErrorCode, PROTOCOL_LEVEL } from '@parley/protocol'
import { AppError } from '../errors/app-error.ts'
import { parseJsonBody } from '../http/json-body.ts'
import { judge } from '../lib/newer-writer.ts'

/** A frame as it came in: good, bad in a way that can be told, or no frame at all. */
export type Parsed =
  | { is: 'frame'; frame: ClientFrame }
  | { is: 'bad'; code: ErrorCode; cmid: string | null; ref: string | null }
  | { is: 'malformed' }

/** What is repeated of a bad frame, in characters. */
const LONGEST_CMID = 64
const LONGEST_NAME = 20

/**
 * Parses one frame. Fields unknown from a newer writer (`level` above ours) are dropped, from an equal or older one
 * refused (SYNC-43).
 */
export function parseFrame(bytes: Buffer, level: number | null): Parsed {
  const value = objectOf(bytes)
  if (!value) return { is: 'malformed' }
  const isNewer = (level ?? levelOf(value)) > PROTOCOL_LEVEL
  const judged = judge(ClientFrame, value, isNewer)
  return judged.success ? { is: 'frame', frame: judged.data } : badFrame(value)
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
