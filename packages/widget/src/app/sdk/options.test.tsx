import type { Options } from '@parley/sdk/types'
import { describe, expect, it, vi } from 'vitest'
import { failer } from './context.ts'
import { applyOptions } from './options.ts'
import type { Own } from './own.ts'

/** A widget that keeps what it was told. */
function aWidget() {
  const api = { setConsent: vi.fn(async () => undefined), addTags: vi.fn(async () => undefined), setTheme: vi.fn() }
  const launcher = document.createElement('button')
  const frame = { settings: { api: '' }, widget: { name: 'demo', api }, launcher, isInline: false }
  const own = { frame, fail: failer(frame as never), sheet: vi.fn(), chat: vi.fn() } as unknown as Own
  return { ...api, launcher, apply: (given: object) => applyOptions(own, given as Options) }
}
const told = (name: string) => ({
  code: 'invalid_argument',
  message: expect.stringContaining(`${name} has to be`) as string,
})

describe('options of a page', () => {
  it.each([
    ['launcher', 'star'],
    ['load', 'later'],
    ['tags', 5],
    ['consent', true],
  ] as const)('tells that %s is wrong', async (name, value) => {
    await expect(aWidget().apply({ [name]: value })).rejects.toMatchObject(told(name))
  })

  it('takes a consent that it does not understand for none', async () => {
    const { apply, setConsent } = aWidget()
    await expect(apply({ consent: 'yes' })).rejects.toMatchObject(told('consent'))
    expect(setConsent).toHaveBeenCalledWith({ storage: false })
  })

  it('applies the others where one is wrong', async () => {
    const { apply, launcher, addTags, setTheme } = aWidget()
    await expect(apply({ tags: 5, theme: 'dark', launcher: 'none' })).rejects.toMatchObject(told('tags'))
    expect([addTags.mock.calls, setTheme.mock.calls, launcher.hidden]).toEqual([[], [[{ mode: 'dark' }]], true])
  })

  it('takes those of a tag, which are texts', async () => {
    const { apply, addTags, launcher } = aWidget()
    await apply({ tags: 'pricing, eu', launcher: 'tab', load: 'interaction', offsetz: 'unknown' })
    expect([addTags.mock.calls, launcher.hidden]).toEqual([[['pricing', 'eu']], false])
  })
})
