import type { Handle } from '../models/handle.ts'

/** A place in line as pages are told it: the middle of the promised wait, or nothing where none is promised. */
export function queueOf(told: ReturnType<Handle['queue']['peek']> | undefined) {
  return told?.position ? { position: told.position, etaSeconds: told.wait?.seconds ?? null } : null
}
