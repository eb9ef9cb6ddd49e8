/** Why a socket was closed and what the client does about it (SYNC-42). */
export const CLOSE = {
  malformed: 4400,
  unauthenticated: 4401,
  forbidden: 4403,
  tooSlow: 4408,
  tooManyConnections: 4409,
  unsupportedVersion: 4412,
  tooLarge: 4413,
  tooFast: 4429,
  drain: 4012,
} as const

export type CloseReaction =
  | 'resume'
  | 'resume_once'
  | 'renew_access'
  | 'stop'
  | 'wait_for_focus'
  | 'reload'
  | 'back_off'

/** What a client does after `code`; codes not listed mean trouble: back off and resume. */
export function reactionTo(code: number): CloseReaction {
  switch (code) {
    case CLOSE.malformed:
      return 'resume_once'
    case CLOSE.unauthenticated:
      return 'renew_access'
    case CLOSE.forbidden:
      return 'stop'
    case CLOSE.tooManyConnections:
      return 'wait_for_focus'
    case CLOSE.unsupportedVersion:
      return 'reload'
    case CLOSE.tooLarge:
    case CLOSE.drain:
    case 1001:
    case 1009:
      return 'resume'
    default:
      return 'back_off'
  }
}
