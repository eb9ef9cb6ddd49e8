import type { Faults } from './faults.ts'
import type { Random } from './random.ts'

/** Shares of acknowledgements that vanish, and of commands right after which the line is cut. */
export type Deafness = { acks: number; cuts: number }

const SEND = '{"t":"send"'
const ACK = '{"t":"ack"'
const CMID = /"cmid":"(\w+)"/
const POST = 'POST /api/v1/events'
const KEY = /\r\nidempotency-key: (\S+)\r\n/i

/** A network that takes what is said and keeps back that it was heard: what makes everybody say it again (R03). */
export function deafNetwork(random: Random, { acks, cuts }: Deafness) {
  const times = new Map<string, number>()
  const note = (cmid: string | undefined) => cmid && times.set(cmid, (times.get(cmid) ?? 0) + 1)
  const faults: Pick<Faults, 'frame' | 'http'> = {
    frame({ way, text }) {
      if (way === 'down') return text?.startsWith(ACK) && random.chance(acks) ? 'drop' : 'pass'
      if (!text?.startsWith(SEND)) return 'pass'
      note(CMID.exec(text)?.[1])
      return random.chance(cuts) ? 'cut-after' : 'pass'
    },
    http({ way, request, text }) {
      if (request !== POST) return 'pass'
      if (way === 'down') return random.chance(acks) ? 'cut' : 'pass'
      note(KEY.exec(text)?.[1])
      return random.chance(cuts) ? 'cut-after' : 'pass'
    },
  }
  return {
    faults,
    /** Commands on their way up, and how many of them were there before. */
    sent: () => [...times.values()].reduce((sum, count) => sum + count, 0),
    again: () => [...times.values()].reduce((sum, count) => sum + count - 1, 0),
  }
}
