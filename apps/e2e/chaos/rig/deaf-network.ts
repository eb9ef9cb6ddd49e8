import type { Faults } from './faults.ts'
import type { Random } from './random.ts'

/**
 * Shares of acknowledgements that vanish, of commands right after which the line is cut, and of polls whose answer
 * vanishes: an answer that shows one his own words is as good as their acknowledgement, and nobody says them again.
 * `gone` are commands over HTTP that do not even arrive.
 */
export type Deafness = { acks: number; cuts: number; polls?: number; gone?: number }

const SEND = '{"t":"send"'
const ACK = '{"t":"ack"'
const CMID = /"cmid":"(\w+)"/
const POST = 'POST /api/v1/events'
const POLL = 'POST /api/v1/sync'
const KEY = /\r\nidempotency-key: (\S+)\r\n/i

/** A network that takes what is said and keeps back that it was heard: what makes everybody say it again (R03). */
export function deafNetwork(random: Random, { acks, cuts, polls = 0, gone = 0 }: Deafness) {
  const times = new Map<string, number>()
  let lost = 0
  const note = (cmid: string | undefined) => cmid && times.set(cmid, (times.get(cmid) ?? 0) + 1)
  function meet<Fate>(share: number, fate: Fate): Fate | 'pass' {
    if (!random.chance(share)) return 'pass'
    lost++
    return fate
  }
  const faults: Pick<Faults, 'frame' | 'http'> = {
    frame({ way, text }) {
      if (way === 'down') return text?.startsWith(ACK) ? meet(acks, 'drop') : 'pass'
      if (!text?.startsWith(SEND)) return 'pass'
      note(CMID.exec(text)?.[1])
      return meet(cuts, 'cut-after')
    },
    http({ way, request, text }) {
      if (way === 'down' && request === POLL) return random.chance(polls) ? 'cut' : 'pass'
      if (request !== POST) return 'pass'
      if (way === 'down') return meet(acks, 'cut')
      note(KEY.exec(text)?.[1])
      return meet(gone, 'cut') === 'cut' ? 'cut' : meet(cuts, 'cut-after')
    },
  }
  return {
    faults,
    /** Commands on their way up, and how many of them were there before. */
    sent: () => [...times.values()].reduce((sum, count) => sum + count, 0),
    again: () => [...times.values()].reduce((sum, count) => sum + count - 1, 0),
    /** How often an acknowledgement was kept back, or a line cut behind a command. */
    lost: () => lost,
  }
}
