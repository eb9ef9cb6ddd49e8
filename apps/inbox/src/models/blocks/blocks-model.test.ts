import { ClientError } from '@parley/client'
import type { Block } from '@parley/protocol'
import { describe, expect, it } from 'vitest'
import { createFakeClient } from '../../testing/fake-client.ts'
import { settle } from '../../testing/fake-clock.ts'
import { at } from '../../testing/records.ts'
import type { Toast } from '../toasts-model.ts'
import { BlocksModel } from './blocks-model.ts'
import { endAfter } from './lengths.ts'

const aBlock = (n: number, range = `203.0.113.${n}`): Block => ({
  id: `blk_0000000000000000000${n}`,
  target: { type: 'range', range },
  reason: 'Spam',
  by: 'agt_00000000000000000002',
  createdAt: at(n),
  expiresAt: null,
})
const WHY = { reason: 'Spam', expiresAt: null }

function aModel(answers: object = {}) {
  const shown: Toast[] = []
  const fake = createFakeClient({
    listBlocks: () => ({ blocks: [aBlock(2), aBlock(1)], truncated: false }),
    ...answers,
  })
  const model = new BlocksModel({ client: fake.client, toasts: { show: (toast) => void shown.push(toast) } })
  return { ...fake, model, shown, ids: () => model.all.value.map(({ id }) => id.at(-1)) }
}

const refused = (code: ClientError['code']) => () => {
  throw new ClientError(code, 409)
}

describe('blocks', () => {
  it('are lifted at once, and the toast brings one back as it was, in its place', async () => {
    const { model, shown, ids, calls } = aModel({ endBlock: () => undefined, restoreBlock: () => aBlock(2) })
    await model.load()
    const lifting = model.lift(aBlock(2))
    expect(ids()).toEqual(['1'])
    await lifting
    shown[0]?.undo?.()
    await settle()
    expect(ids()).toEqual(['2', '1'])
    expect(calls.map(({ name }) => name)).toEqual(['listBlocks', 'endBlock', 'restoreBlock'])
  })

  it('stay where the server does not hear of it', async () => {
    const { model, shown, ids } = aModel()
    await model.load()
    await model.lift(aBlock(2))
    expect(ids()).toEqual(['2', '1'])
    expect(shown[0]?.tone).toBe('problem')
  })

  it('say when one cannot be brought back, and what there is', async () => {
    const { model, shown, ids } = aModel({ endBlock: () => undefined, restoreBlock: refused('block_not_found') })
    await model.load()
    await model.lift(aBlock(2))
    shown[0]?.undo?.()
    await settle()
    expect(shown[1]?.tone).toBe('problem')
    expect(ids()).toEqual(['2', '1'])
  })

  it('of a range that is blocked already take its place', async () => {
    const { model, ids, calls } = aModel({ createBlock: () => aBlock(3, '203.0.113.1') })
    await model.load()
    expect(await model.blockRange('203.0.113.1', WHY, false)).toBe(null)
    expect(ids()).toEqual(['3', '2'])
    expect(calls.at(-1)?.input).toEqual({ body: { target: { type: 'range', range: '203.0.113.1' }, ...WHY } })
  })

  it.each([
    ['invalid_request', 'not_a_range'],
    ['range_too_wide', 'too_wide'],
    ['own_address', 'own'],
    ['list_full', 'full'],
    ['store', 'other'],
  ] as const)('that are refused as %s say so: %s', async (code, refusal) => {
    const { model } = aModel({ createBlock: refused(code) })
    expect(await model.blockRange('::/0', WHY, false)).toBe(refusal)
  })

  it('block one’s own address when it is meant', async () => {
    const { model, calls } = aModel({ createBlock: () => aBlock(3) })
    await model.blockRange('203.0.113.3', WHY, true)
    expect(calls.at(-1)?.input).toMatchObject({ body: { confirmed: true } })
  })

  it('could not be read, and are at the next try', async () => {
    let isDown = true
    const { model } = aModel({
      listBlocks: () => {
        if (isDown) throw new Error('down')
        return { blocks: [], truncated: true }
      },
    })
    await model.load()
    expect(model.state.value).toBe('failed')
    isDown = false
    await model.load()
    expect([model.state.value, model.isCut.value]).toEqual(['ready', true])
  })

  it('end after as long as was chosen, or never', () => {
    expect(endAfter('day', 0)).toBe('1970-01-02T00:00:00.000Z')
    expect(endAfter('lifted', 0)).toBe(null)
  })
})
