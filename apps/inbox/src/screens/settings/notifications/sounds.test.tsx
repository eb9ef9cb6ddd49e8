import { ClientError } from '@parley/client'
import { DEFAULT_PREFERENCES } from '@parley/protocol/constants'
import { expect, it } from 'vitest'
import { shown } from '../../../testing/fake-app.tsx'
import { choose, field, showSettings } from '../../../testing/settings-page.tsx'

const GONG = {
  id: 'snd_1',
  name: 'Gong',
  type: 'audio/wav',
  bytes: 2_000,
  durationMs: 2_000,
  createdAt: '2026-11-22T10:00:00.000Z',
}

/** The page, with a server that keeps what is brought and chosen. */
async function open({ sounds = [GONG], chosen = {}, refusal = '' } = {}) {
  let kept = { ...DEFAULT_PREFERENCES, sounds: chosen }
  let have = [...sounds]
  let count = have.length
  const page = await showSettings('notifications', {
    listSounds: () => ({ sounds: have }),
    getPreferences: () => kept,
    updatePreferences: ({ body }: { body: Partial<typeof kept> }) => {
      kept = { ...kept, ...body }
      return kept
    },
    addSound: ({ body: { name } }: { body: { name: string } }) => {
      if (refusal) throw new ClientError(refusal as 'list_full', 409)
      have = [...have, { ...GONG, id: `snd_${++count}`, name }]
      return have.at(-1)
    },
    renameSound: ({ params: { id }, body: { name } }: { params: { id: string }; body: { name: string } }) => ({
      ...{ ...GONG, id, name },
    }),
    deleteSound: () => undefined,
  })
  await expect.poll(() => page.says('Sounds of your own')).toBe(true)
  return { ...page, kept: () => kept.sounds }
}

async function bring(bytes: number, name = 'Door bell.mp3') {
  const input = field('Add a sound')
  Object.defineProperty(input, 'files', { value: [new File([new Uint8Array(bytes)], name)], configurable: true })
  input.dispatchEvent(new Event('change', { bubbles: true }))
  await shown()
}

it('N12 a sound is brought, chosen for an event, heard at once and rings from then on', async () => {
  const { says, kept, told } = await open({ sounds: [] })
  await bring(3_000)
  await expect.poll(() => says('Door bell')).toBe(true)
  await choose('A new conversation waits', 'snd_1')
  expect(kept()).toEqual({ waiting: 'snd_1' })
  await expect.poll(() => told.sounds).toContain('waiting: 3 s')
  await choose('A message in a conversation of mine', 'tap')
  expect(kept()).toEqual({ waiting: 'snd_1', message: 'tap' })
  expect(told.sounds).toContain('tap')
  await choose('A message in a conversation of mine', 'drop')
  expect(kept()).toEqual({ waiting: 'snd_1' })
})

it.each<[string, number, string, string]>([
  ['larger', 200_000, '', 'larger than 180 kB'],
  ['longer', 11_000, '', 'longer than 10 seconds'],
  ['nothing that it can play', 0, '', 'cannot play this file'],
  ['one too many', 1_000, 'list_full', 'Delete one first'],
  ['something else by its content', 1_000, 'invalid_request', 'whatever it is called'],
])('N12 a file that is %s is refused beside the field', async (_what, bytes, refusal, words) => {
  const { says, sent } = await open({ refusal })
  await bring(bytes)
  await expect.poll(() => says(words)).toBe(true)
  expect(sent('addSound').length).toBe(refusal ? 1 : 0)
})

it('N12 events of a sound that is deleted ring as usual, which is told, and undone with it', async () => {
  const { press, says, kept } = await open({ chosen: { waiting: 'snd_1', mention: 'call' } })
  expect(field('A new conversation waits').value).toBe('snd_1')
  await press('Delete: Gong')
  await expect.poll(() => says('Rings as usual again: A new conversation waits')).toBe(true)
  expect([kept(), field('A new conversation waits').value]).toEqual([{ mention: 'call' }, 'greet'])
  await press('Undo')
  await expect.poll(kept).toEqual({ waiting: 'snd_2', mention: 'call' })
})

it('N12 a sound is called something else; without a name it is not', async () => {
  const { press, sent, says } = await open()
  await press('Rename: Gong')
  const name = field('Name')
  for (const value of [' ', 'Bell']) {
    name.value = value
    name.dispatchEvent(new Event('input', { bubbles: true }))
    await shown()
    name.closest('form')?.requestSubmit()
    await shown()
    if (value === ' ') expect(says('Give it a name.')).toBe(true)
  }
  expect(sent('renameSound')).toEqual([{ params: { id: 'snd_1' }, body: { name: 'Bell' } }])
})
