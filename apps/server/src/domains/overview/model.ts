import type { ConversationStatus, Overview } from '@parley/protocol'

const MINUTE_MS = 60_000
/** The longest day, where clocks are put back, and a clock that is an hour wrong. */
const DAY_MS = 26 * 60 * MINUTE_MS

/** From when on a day counts: as its agent says, to the minute, and no further back than a day is long. */
export function dayFrom(said: string, now: Date): Date {
  const at = Math.max(Date.parse(said), now.getTime() - DAY_MS)
  return new Date(Math.floor(at / MINUTE_MS) * MINUTE_MS)
}

type Touched = { createdAt: Date; status: ConversationStatus; firstAnswer?: { at: Date; ms: number } }

/** The numbers of a day, of the conversations in which something happened on it. */
export function numbersOf(touched: readonly Touched[], since: Date): Omit<Overview['today'], 'truncated'> {
  const waits = touched
    .flatMap(({ firstAnswer }) => (firstAnswer && firstAnswer.at >= since ? [firstAnswer.ms] : []))
    .sort((a, b) => a - b)
  const middle = waits[Math.floor((waits.length - 1) / 2)]
  return {
    begun: touched.filter(({ createdAt }) => createdAt >= since).length,
    closed: touched.filter(({ status }) => status === 'closed').length,
    answered: waits.length,
    answerSeconds: middle === undefined ? null : Math.round(middle / 1000),
  }
}
