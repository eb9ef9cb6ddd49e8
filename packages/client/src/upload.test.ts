import { describe, expect, it } from 'vitest'
import { ClientError } from './client-error.ts'
import { talking } from './testing/scenes.ts'
import { createWorld, messagesOf } from './testing/world.ts'

const aFile = () => Object.assign(new Blob(['hello']), { name: 'a.txt' })

describe('sending a file', () => {
  it('goes to the conversation, and its message names it by id', async () => {
    const world = createWorld()
    const { client, chat, id } = await talking(world)
    const upload = client.upload(aFile(), chat)
    await world.clock.until(() => upload.progress.value === 1)
    const attachment = await upload.done
    chat.send('msg.new', { v: 1, type: 'text', text: '', attachments: [attachment] })
    expect(messagesOf(chat).at(-1)?.body?.attachments).toEqual([attachment])
    await world.clock.until(() => client.unsent.value === 0)
    expect(world.server.frames.at(-1)).toMatchObject({ conversationId: id, body: { attachments: [attachment.id] } })
  })

  it('names a conversation that does not exist yet by its create key', async () => {
    const world = createWorld()
    const { client } = world.visitor()
    const chat = client.openNew()
    const seen: string[] = []
    const { fetch } = world.server
    world.server.fetch = (url, init) => {
      seen.push(url)
      return fetch(url, init)
    }
    const upload = client.upload(aFile(), chat)
    await world.clock.until(() => upload.progress.value === 1)
    expect(seen.at(-1)).toBe(`http://chat.test/api/v1/attachments?createKey=${chat.createKey}`)
  })

  it.each([
    ['the server refuses it', false, 'too_large'],
    ['it is cancelled', true, 'network'],
  ])('ends with a code when %s', async (_, isCancelled, code) => {
    const world = createWorld()
    const { client, chat } = await talking(world)
    if (!isCancelled) world.server.faults.http = () => ({ status: 413, code: 'too_large' })
    const upload = client.upload(aFile(), chat)
    if (isCancelled) upload.cancel()
    const outcome = upload.done.catch((error: unknown) => error)
    await world.clock.advance(1_000)
    const error = await outcome
    expect(error).toBeInstanceOf(ClientError)
    expect(error).toMatchObject({ code })
  })
})
