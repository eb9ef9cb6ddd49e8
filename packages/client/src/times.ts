import type { LIMITS } from '@parley/protocol/constants'

/**
 * The protocol's times and sizes that a client needs before `welcome`, written out: the whole table would cost every
 * page that loads the chat its bytes. The compiler and a test hold them equal to `LIMITS`.
 */
type Limit<N extends keyof typeof LIMITS> = (typeof LIMITS)[N]

export const ACK_MS: Limit<'ackMs'> = 10_000
export const DEAD_MS: Limit<'deadMs'> = 35_000
export const PROBE_MS: Limit<'probeMs'> = 3_000
export const BACKOFF_FIRST_MS: Limit<'backoffFirstMs'> = 500
export const BACKOFF_MAX_MS: Limit<'backoffMaxMs'> = 20_000
export const STABLE_MS: Limit<'stableMs'> = 30_000
export const SOCKET_RETRY_MS: Limit<'socketRetryMs'> = 300_000
export const HIDDEN_TAB_MS: Limit<'hiddenTabMs'> = 300_000
export const KEPT_MS: Limit<'keptMs'> = 86_400_000
export const KEPT_ENTRIES: Limit<'keptEntries'> = 50
export const IN_FLIGHT: Limit<'inFlight'> = 16
export const GAP_BUFFER: Limit<'gapBuffer'> = 200
export const EPHEMERAL_MS: Limit<'ephemeralMs'> = 6_000
export const MARK_MS: Limit<'markMs'> = 1_000
export const HELLO_BYTES: Limit<'helloBytes'> = 4_096
export const FRAME_BYTES: Limit<'frameBytes'> = 65_536
export const LONG_POLL_SECONDS: Limit<'longPollSeconds'> = 25
export const ACCESS_TOKEN_MS: Limit<'accessTokenMs'> = 600_000
export const IDENTITY_MS: Limit<'identityMs'> = 3_600_000
export const RENEW_MS: Limit<'renewMs'> = 60_000

/** Typing is repeated while keys are pressed, at most this often; the receiver forgets it after {@link EPHEMERAL_MS}. */
export const TYPING_MS = 3_000
/** How long another tab's command may wait before this tab takes it over (SYNC-67: any tab may flush). */
export const ADOPT_MS = 5_000
/** A storage that has not answered by then is treated as lost: some browsers never answer. */
export const STORAGE_MS = 3_000
/** How many entries of the log one page holds. */
export const PAGE_SIZE = 50
