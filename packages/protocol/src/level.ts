/** The protocol level this build speaks. Every added field, event or parameter raises it (see ../CHANGELOG.md, SYNC-43). */
export const PROTOCOL_LEVEL = 2
/** The oldest level this build still serves. */
export const OLDEST_LEVEL = 1
