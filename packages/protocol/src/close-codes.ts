/** Why a socket was closed (SYNC-42); `1001` and `1009` are the platform's own words for `drain` and `tooLarge`. */
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
