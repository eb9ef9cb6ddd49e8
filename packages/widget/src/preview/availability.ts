import type { ChatOptions } from '@parley/protocol'

const TEAM = ['Ines', 'Tomas', 'Maya'].map((name, n) => ({ id: `agt_0000000000000000000${n}`, name }))

/** Who is there: a team of three that answers in minutes, or nobody before nine tomorrow. */
export function availabilityFor(isOffline: boolean): ChatOptions['availability'] {
  if (!isOffline) return { state: 'online', reopensAt: null, team: TEAM, count: 3, replySeconds: 240 }
  const nine = new Date()
  nine.setDate(nine.getDate() + 1)
  nine.setHours(9, 0, 0, 0)
  return { state: 'offline', reopensAt: nine.toISOString(), team: [], count: 0, replySeconds: null }
}
