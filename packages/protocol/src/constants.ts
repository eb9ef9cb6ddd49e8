/** The zod-free half of the protocol: what a browser may load. */
export { CLOSE } from './close-codes.ts'
export { ERROR_CODES, type ErrorCode, isRetryable, RETRYABLE_CODES } from './error-codes.ts'
export { eventIdOf, ID_RANDOM_BYTES, KEY_RANDOM_BYTES, messageIdOf, timeOrdered } from './id.ts'
export {
  AGENT_COMMANDS,
  AGENT_ONLY_KINDS,
  type CommandKind,
  type EventKind,
  isVisibleKind,
  VISIBLE_KINDS,
  VISITOR_COMMANDS,
} from './kinds.ts'
export { OLDEST_LEVEL, PROTOCOL_LEVEL } from './level.ts'
export { CLIENT_LIMITS, LIMITS, type LimitName, type Limits } from './limits.ts'
export {
  NOTICE_CHANNELS,
  NOTICE_KINDS,
  type NoticeChannel,
  type NoticeKind,
  type NoticeMatrix,
  noticeMatrixOf,
} from './notice-kinds.ts'
export { DEFAULT_PREFERENCES } from './preference-defaults.ts'
export { isQuiet, type QuietHours } from './quiet-hours.ts'
export { type Caller, type Method, ROUTES, type Role, type Route, type RouteName } from './routes.ts'
export { OUR_SOUNDS, type OurSound, SOUND_TYPES, type SoundType, USUAL_SOUNDS } from './sound-names.ts'
