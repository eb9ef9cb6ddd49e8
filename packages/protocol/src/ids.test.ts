import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { eventIdOf, ID_RANDOM_BYTES, KEY_RANDOM_BYTES, messageIdOf, timeOrdered } from './id.ts'
import { Cmid, ConversationId } from './ids.ts'

const tail = (at: number) => timeOrdered(at, randomBytes(ID_RANDOM_BYTES))

describe('ids', () => {
  it('sort by the moment they were made', () => {
    const moments = [0, 1, 31, 32, 1_700_000_000_000, 1_700_000_000_001, 2 ** 48 - 1]
    const ids = moments.map(tail)
    expect([...ids].sort()).toEqual(ids)
  })

  it('have their prefix and twenty characters', () => {
    expect(ConversationId.safeParse(`cnv_${tail(1_700_000_000_000)}`).success).toBe(true)
  })

  it.each([
    '',
    'cnv_',
    'msg_00000000000000000000',
    'cnv_0000000000000000000',
    'cnv_0000000000000000000U',
    'cnv_00000000000000000000\n',
  ])('N19 refuse %j as a conversation id', (text) => {
    expect(ConversationId.safeParse(text).success).toBe(false)
  })

  it.each([0, null, true, [], {}, Number.NaN])('N19 refuse %j as a command id', (value) => {
    expect(Cmid.safeParse(value).success).toBe(false)
  })

  it('are of 128 bits for commands', () => {
    const cmid = timeOrdered(1_700_000_000_000, randomBytes(KEY_RANDOM_BYTES))
    expect(cmid).toHaveLength(26)
    expect(Cmid.safeParse(cmid).success).toBe(true)
  })

  it('give a message and its event the same tail', () => {
    expect(eventIdOf(messageIdOf('evt_00000000000000000001'))).toBe('evt_00000000000000000001')
  })
})
