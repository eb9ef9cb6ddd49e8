import { engines, openTestDatabase, type TestDatabase } from '@parley/database/testing'
import { ClientFrame, PROTOCOL_LEVEL } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCmid, DEPARTMENT } from '../domains/conversations/testing/log.ts'
import { anInstance, begun, type Instance } from '../domains/conversations/testing/server.ts'
import { unbounded } from './testing/attacks.ts'
import { framesOf, KINDS, RICH, type Things } from './testing/commands.ts'
import { asFirst, FRAME_CLASSES } from './testing/frame-cases.ts'
import { dial, type Line, tryFrames } from './testing/frame-runner.ts'
import { watchProcess } from './testing/neighbour.ts'
import { schemaOf, shapesOf } from './testing/schemas.ts'
import { createTally } from './testing/tally.ts'

/** Limits that would end the attack before its time; `sockets.test.ts` and `guests.test.ts` keep to the true ones. */
const LIFTED = {
  badFrames: 1e9,
  handshakesPerSecond: 1e9,
  visitorFramesPerSecond: 1e9,
  visitorFrameBurst: 1e9,
  agentFramesPerSecond: 1e9,
  agentFrameBurst: 1e9,
}
const NAMES = [...shapesOf(schemaOf(ClientFrame)).map(({ properties }) => String(properties?.['t']?.const))]
const TARGETS = [...NAMES.filter((name) => name !== 'send'), ...[...KINDS, ...RICH].map((kind) => `send ${kind}`)]
/** On the second store only what could reach a query. */
const ON_BOTH = ['N30']

describe.each(engines())('bad frames on %s', { timeout: 60_000 }, (engine) => {
  const tally = createTally(`Bad frames on ${engine}: cases per frame`)
  const watched = watchProcess()
  const classes = Object.keys(FRAME_CLASSES).filter((name) => engine === 'embedded' || ON_BOTH.includes(name))
  let database: TestDatabase
  let server: Instance
  let port: number
  let things: Things
  let neighbour: Line
  beforeAll(async () => {
    database = await openTestDatabase(engine)
    server = await anInstance(database.db, { limits: LIFTED })
    port = server.port
    const { id, messageId } = await begun(server)
    const conversation = { id, messageId, attachmentId: 'att_00000000000000000001' }
    const people = { agentId: 'agt_00000000000000000002', departmentId: DEPARTMENT }
    things = {
      conversation,
      ...people,
      access: 'o.l.ga',
      token: `wsp_${'0'.repeat(20)}.${'a'.repeat(43)}`,
      cmid: aCmid,
    }
    neighbour = await opened('v.e.ra')
    neighbour.send({ t: 'sub', conversationId: id, since: { n: 0 } })
  })
  afterAll(async () => {
    watched.stop()
    neighbour.socket.terminate()
    await server.stop()
    await database.close()
  })

  async function opened(access = 'o.l.ga'): Promise<Line> {
    const line = await dial(port)
    line.send({ t: 'hello', v: [1, PROTOCOL_LEVEL], access, device: 'd', tab: 't' })
    await new Promise((resolve) => line.socket.once('message', resolve))
    return line
  }

  const said: string[] = []
  function talk(): void {
    const cmid = aCmid()
    said.push(cmid)
    const body = { v: 1, type: 'text', text: `neighbour ${said.length}` }
    neighbour.send({ t: 'send', cmid, conversationId: things.conversation.id, kind: 'msg.new', body })
  }

  for (const name of classes) {
    it.each(TARGETS)(`${name} R34 %s refuses what it must`, async (target) => {
      const subject = framesOf(things).get(target)
      const cases = subject ? (FRAME_CLASSES[name]?.(target, subject) ?? []) : []
      const isFirst = target === 'hello'
      const wrong = await tryFrames(isFirst ? () => dial(port) : opened, isFirst ? asFirst(cases) : cases)
      tally.add(target, name, cases.length)
      expect(wrong).toEqual([])
      talk()
    })
  }

  it.each(TARGETS)('N31 %s bounds every text and list, and holds every id to its form', (target) => {
    const subject = framesOf(things).get(target)
    expect(subject && unbounded(subject)).toEqual([])
  })

  it('leaves no frame without cases, no prototype polluted, no error uncaught and no neighbour harmed', async () => {
    tally.report()
    const hasTexts = (target: string) => !['unsub', 'hb'].includes(target)
    for (const target of TARGETS)
      for (const name of classes) if (name !== 'N35' || hasTexts(target)) tally.expect(target, name)
    expect(tally.missing()).toEqual([])
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect(watched.uncaught).toEqual([])
    expect(server.warnings).toEqual([])
    await expect.poll(() => neighbour.of('ack').map((ack) => ack.cmid)).toEqual(said)
    await expect.poll(() => neighbour.of('ev').map(({ n }) => n)).toEqual([1, ...said.map((_, i) => i + 2)])
    expect([neighbour.closed(), ...neighbour.of('err'), ...neighbour.of('nack')]).toEqual([null])
  })
})
