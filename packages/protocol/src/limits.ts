const KIB = 1024

/**
 * Every limit and time of `sync.md`, by name, with its default (SYNC-97). Names end in their unit; a workspace may
 * override those it stores under the same name. `welcome.limits` tells a client the ones of {@link CLIENT_LIMITS}.
 */
export const LIMITS = {
  /** One socket frame, either way (SYNC 7). */
  frameBytes: 64 * KIB,
  helloBytes: 4 * KIB,
  helloMs: 5_000,
  textLength: 10_000,
  attachmentsPerMessage: 10,
  /** Messages that go into a conversation of their own at once, and conversations that messages of one are in. */
  splitMessages: 50,
  splitConversations: 20,
  /** A quote is cut here. */
  quoteLength: 140,
  /** Different emoji on one message. */
  reactionsPerMessage: 20,
  attachmentBytes: 25 * KIB * KIB,
  /** A voice message: how long it may be, and how large. */
  voiceMs: 120_000,
  voiceBytes: 4 * KIB * KIB,
  /** A site's logo as it is given, in base64. */
  logoBase64: 200_000,
  /** A sound that an agent brings with him: as it is given, in base64, and how long it may be; how many he may have. */
  soundBase64: 240_000,
  soundMs: 10_000,
  soundsPerAgent: 20,
  subscriptions: 200,
  lists: 50,
  inFlight: 16,
  unackedCommands: 32,
  ephemeralPerSecond: 4,
  ephemeralMs: 6_000,
  heartbeatMs: 25_000,
  deadMs: 35_000,
  probeMs: 3_000,
  ackMs: 10_000,
  backoffFirstMs: 500,
  backoffMaxMs: 20_000,
  stableMs: 30_000,
  keptMs: 24 * 60 * 60_000,
  keptEntries: 50,
  gapBuffer: 200,
  socketRetryMs: 5 * 60_000,
  hiddenTabMs: 5 * 60_000,
  keepaliveBytes: 64 * KIB,
  appendMs: 5_000,
  appendPauseMs: 20,
  gatherMs: 10,
  gatherEvents: 256,
  replayEvents: 500,
  replayBytes: 512 * KIB,
  liveBuffer: 500,
  fillRetryMs: 50,
  headCheckMs: 10_000,
  listCheckMs: 10_000,
  listOverlapMs: 30_000,
  listRows: 500,
  listMemoryMs: 30 * 24 * 60 * 60_000,
  listRevalidateMs: 5 * 60_000,
  countCeiling: 999,
  /** How often the server looks for what is due: the end of a snooze, a message to be sent. */
  dueMs: 5_000,
  /** The furthest that anything may be put off. */
  snoozeMs: 366 * 24 * 60 * 60_000,
  sweepMs: 3 * 60_000,
  sweepOverlapMs: 10 * 60_000,
  leaseMs: 30_000,
  slotReconcileMs: 30_000,
  instanceBeatMs: 5_000,
  instanceDeadMs: 20_000,
  clockOffsetMs: 2_000,
  principalMs: 5_000,
  presenceMs: 5_000,
  markMs: 1_000,
  longPollSeconds: 25,
  pageSize: 100,
  busBytes: 8 * KIB,
  coalesceBytes: 64 * KIB,
  pauseReplayBytes: 256 * KIB,
  slowBytes: KIB * KIB,
  slowMs: 30_000,
  visitorFramesPerSecond: 10,
  visitorFrameBurst: 40,
  agentFramesPerSecond: 50,
  agentFrameBurst: 200,
  floodMs: 10_000,
  badFramesMs: 10_000,
  badFrames: 3,
  visitorMessages: 20,
  visitorMessagesMs: 10_000,
  handshakesPerSecond: 300,
  connections: 20_000,
  readsAtOnce: 8,
  readsWaiting: 200,
  loopDelayMs: 200,
  drainMs: 20_000,
  hardStopMs: 30_000,
  renewMs: 60_000,
  accessTokenMs: 10 * 60_000,
  refreshTokenMs: 30 * 24 * 60 * 60_000,
  refreshGraceMs: 10_000,
  visitorTokenMs: 180 * 24 * 60 * 60_000,
  visitorTokenIdleMs: 60 * 24 * 60 * 60_000,
  /** The longest life of an identity token (SYNC-84), and how far the signer's clock may be off (R22). */
  identityTokenMs: 5 * 60_000,
  identityLeewayMs: 60_000,
  /** So long after a signature its person may read his history. */
  identityMs: 60 * 60_000,
  fileLinkMs: 10 * 60_000,
  passwordLinkMs: 30 * 60_000,
  inviteLinkMs: 7 * 24 * 60 * 60_000,
  ratingLinkMs: 14 * 24 * 60 * 60_000,
  resumeLinkMs: 7 * 24 * 60 * 60_000,
  orphanFileMs: 24 * 60 * 60_000,
  /** Custom fields of contacts, and as many of conversations; what a choice may offer. */
  customFields: 50,
  customFieldChoices: 50,
  /** Reasons that a conversation may be closed with. */
  closeReasons: 50,
  contactNoteLength: 5_000,
  contactTags: 50,
  /** Browsers of a person that are told, and contacts that may be merged into one. */
  contactVisitors: 50,
  /** So long a merge of contacts can be undone. */
  mergeUndoMs: 30 * 24 * 60 * 60_000,
  /** An import: its rows, its columns, and the rows of one part. */
  importRows: 200_000,
  importColumns: 50,
  importPart: 200,
  /** So long an import, and what was refused of it, is kept. */
  importMs: 30 * 24 * 60 * 60_000,
} as const

export type LimitName = keyof typeof LIMITS
export type Limits = Record<LimitName, number>

/** The limits that concern a client: `welcome.limits` carries exactly these. */
export const CLIENT_LIMITS = [
  'textLength',
  'attachmentsPerMessage',
  'attachmentBytes',
  'subscriptions',
  'lists',
  'inFlight',
  'ackMs',
  'deadMs',
] as const satisfies readonly LimitName[]
