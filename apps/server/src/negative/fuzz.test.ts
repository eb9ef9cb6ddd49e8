import { openTestDatabase, type TestDatabase } from '@parley/database/testing'
import { CLOSE, ERROR_CODES, KEY_RANDOM_BYTES, PROTOCOL_LEVEL, timeOrdered } from '@parley/protocol'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCmid, DEPARTMENT, eventually } from '../domains/conversations/testing/log.ts'
import { anInstance, begun, type Instance } from '../domains/conversations/testing/server.ts'
import { framesOf } from './testing/commands.ts'
import { dial, type Line } from './testing/frame-runner.ts'
import { arbitraryOf, bytesOf } from './testing/fuzz.ts'
import { watchProcess } from './testing/neighbour.ts'
import { DOCUMENTED } from './testing/verdict.ts'

/** `FUZZ_FRAMES=1000000` is the long form; `SEED` makes the same frames again. */
const COUNT = Number(process.env['FUZZ_FRAMES'] ?? 20_000)
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000_000)
/** Frames on one socket before the next one is tried, and sockets at once. */
const PER_SOCKET = 100
const SOCKETS = 8
/** Milliseconds that a thousand frames may take on a machine that has much else to do. */
const PER_THOUSAND_MS = 10_000

/** The time that stands in command ids. */
const FIRST_MS = 1_800_000_000_000

const LIFTED = {
  badFrames: 1e9,
  handshakesPerSecond: 1e9,
  visitorFramesPerSecond: 1e9,
  visitorFrameBurst: 1e9,
  agentFramesPerSecond: 1e9,
  agentFrameBurst: 1e9,
}
/** How a socket may end: the documented codes, what the platform says of text that is no UTF-8, and our own goodbye. */
const ENDS: readonly number[] = [...Object.values(CLOSE), 1005, 1007, 1009]

describe('R34 fuzzed frames', () => {
  const watched = watchProcess()
  let database: TestDatabase
  let server: Instance
  let conversationId: string
  let messageId: string
  beforeAll(async () => {
    database = await openTestDatabase('embedded')
    server = await anInstance(database.db, { limits: LIFTED })
    const first = await begun(server)
    conversationId = first.id
    messageId = first.messageId
  })
  afterAll(async () => {
    watched.stop()
    await server.stop()
    await database.close()
  })

  async function opened(access: string): Promise<Line> {
    const line = await dial(server.port)
    line.send({ t: 'hello', v: [1, PROTOCOL_LEVEL], access, device: 'd', tab: 't' })
    await eventually(() => line.of('welcome').length === 1)
    return line
  }

  /** Every frame of the registry, every kind of command; ids now and then those of a conversation that is there. */
  function frames(): fc.Arbitrary<Buffer> {
    const conversation = { id: conversationId, messageId, attachmentId: 'att_00000000000000000001' }
    const people = { agentId: 'agt_00000000000000000002', departmentId: DEPARTMENT }
    const things = { conversation, ...people, access: 'a.d.a', token: '', cmid: aCmid }
    const subjects = [...framesOf(things).values()]
    const good = fc.tuple(fc.constantFrom(...subjects.map(({ good: frame }) => frame as object)), cmids).map(freshly)
    return bytesOf(fc.oneof(fc.oneof(...subjects.map(({ schema }) => arbitraryOf(schema))), good))
  }

  /** Made of the seed, so that the same seed makes the same frames. */
  const cmids = fc
    .uint8Array({ minLength: KEY_RANDOM_BYTES, maxLength: KEY_RANDOM_BYTES })
    .map((bytes) => timeOrdered(FIRST_MS, bytes))
  const freshly = ([frame, cmid]: [object, string]) => ('cmid' in frame ? { ...frame, cmid } : frame)

  /** Sends `batch` until the socket ends, and goes on with the next; each frame is sent once. Gives what was wrong. */
  async function sendAll(batch: readonly Buffer[], who: string, codes: Map<number, number>): Promise<string[]> {
    const wrong: string[] = []
    let line = await opened(who)
    for (const [n, bytes] of batch.entries()) {
      if (line.closed() !== null) line = await opened(who)
      line.socket.send(bytes, { binary: false })
      // A frame that ends the socket must not take the next ones with it.
      if (n % 4 === 3) await settled(line)
      if (line.closed() !== null) wrong.push(...judged(line, codes, bytes))
    }
    await settled(line)
    wrong.push(...judged(line, codes, batch.at(-1) ?? Buffer.alloc(0)))
    line.socket.terminate()
    return wrong
  }

  /** A probe is answered when everything before it was looked at. */
  async function settled(line: Line): Promise<void> {
    const before = line.of('hb').length
    if (line.socket.readyState === 1) line.send({ t: 'hb' })
    await eventually(() => line.closed() !== null || line.of('hb').length > before, 30_000)
  }

  function judged(line: Line, codes: Map<number, number>, last: Buffer): string[] {
    const code = line.closed()
    if (code !== null) codes.set(code, (codes.get(code) ?? 0) + 1)
    const unknown = line.frames.flatMap((frame) =>
      (frame.t === 'err' || frame.t === 'nack') && !(frame.code in ERROR_CODES && DOCUMENTED.has(frame.code))
        ? [frame.code]
        : [],
    )
    const bugs = line.frames.filter((frame) => frame.t === 'nack' && frame.code === 'internal_error')
    return [
      ...(code === null || ENDS.includes(code) ? [] : [`closed with ${code} near ${last}`]),
      ...unknown.map((one) => `${one} is no code of ours`),
      ...bugs.map((frame) => JSON.stringify(frame)),
    ]
  }

  it(
    `end in an answer or a documented close code (${COUNT} frames)`,
    async () => {
      process.stdout.write(`R34 SEED=${SEED} FUZZ_FRAMES=${COUNT}\n`)
      const neighbour = await opened('v.e.ra')
      neighbour.send({ t: 'sub', conversationId, since: { n: 0 } })
      const codes = new Map<number, number>()
      const wrong: string[] = []
      const said: string[] = []
      const round = SOCKETS * PER_SOCKET
      const arbitrary = frames()
      for (let done = 0; done < COUNT && wrong.length === 0; done += round) {
        const made = fc.sample(arbitrary, { numRuns: Math.min(round, COUNT - done), seed: SEED + done })
        const shares = Array.from({ length: SOCKETS }, (_, n) => made.filter((_one, i) => i % SOCKETS === n))
        const told = await Promise.all(shares.map((share, n) => sendAll(share, n % 2 ? 'a.d.a' : 'm.a.llory', codes)))
        wrong.push(...told.flat())
        const cmid = aCmid()
        said.push(cmid)
        neighbour.send({ t: 'send', cmid, conversationId, kind: 'msg.new', body: { v: 1, type: 'text', text: 'well' } })
        await eventually(() => neighbour.of('ack').some((ack) => ack.cmid === cmid))
      }
      expect(wrong).toEqual([])
      expect(neighbour.of('ack').map(({ cmid }) => cmid)).toEqual(said)
      const own = neighbour.of('ev').filter(({ e }) => said.includes(e.cmid))
      expect(own.map(({ e }) => e.cmid)).toEqual(said)
      expect([neighbour.closed(), ...neighbour.of('err')]).toEqual([null])
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
      expect([...watched.uncaught, ...server.warnings]).toEqual([])
      neighbour.socket.terminate()
    },
    PER_THOUSAND_MS * Math.ceil(COUNT / 1_000),
  )
})
