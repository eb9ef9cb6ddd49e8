/** Where time comes from, so that a test can hold it still. Moments of the log come from the store's clock (SYNC-78). */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }
