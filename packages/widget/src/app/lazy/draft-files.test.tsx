import type { ClientError, Upload } from '@parley/client/visitor'
import type { ChatOptions } from '@parley/protocol'
import { signal } from '@preact/signals-core'
import { h, render } from 'preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { loadMore } from '../i18n/translate.ts'
import { ComposerModel } from '../models/composer-model.ts'
import type { Handle } from '../models/handle.ts'
import type { Models } from '../models/models.ts'
import { kit } from '../ui/kit.ts'
import { create, taking } from './draft-files.ts'
import { complaintOf } from './file-complaint.ts'
import { createFormFiles } from './forms/form-files.ts'

type Policy = ChatOptions['files']
const ANY: Policy = {
  ...{ on: true, kinds: ['image', 'document', 'audio', 'video', 'archive', 'other'], endings: [] },
  ...{ maxBytes: 1_000, atOnce: 3, voice: true, accept: '' },
}
const IMAGES: Policy = { ...ANY, kinds: ['image', 'document'], endings: ['dwg'] }
const file = (name: string, type = '', size = 10) => new File(['x'.repeat(size)], name, { type })

describe('a file that is not even sent', () => {
  it.each<[string, [File, Policy | undefined, number], string | null]>([
    ['is of a kind that is not taken', [file('a.mp4', 'video/mp4'), IMAGES, 0], 'type_not_allowed'],
    ['is an archive', [file('a.zip', 'application/x-zip-compressed'), IMAGES, 0], 'type_not_allowed'],
    ['is a program', [file('a.EXE', 'application/x-msdownload'), ANY, 0], 'type_not_allowed'],
    ['is a program, while nothing is known of the site', [file('a.exe'), undefined, 0], 'type_not_allowed'],
    ['is too large', [file('a.png', 'image/png', 1_001), IMAGES, 0], 'too_large'],
    ['is empty', [file('a.png', 'image/png', 0), IMAGES, 0], 'file_empty'],
    ['is one too many', [file('a.png', 'image/png'), IMAGES, 3], 'too_many_files'],
    ['is any, where none is taken', [file('a.png', 'image/png'), { ...ANY, on: false }, 0], 'feature_off'],
    ['is none of those: an image', [file('a.png', 'image/png', 1_000), IMAGES, 2], null],
    ['is none of those: of an ending besides', [file('a.dwg', 'video/mp4'), IMAGES, 0], null],
    ['may be another by its content, which the server knows', [file('a.dat'), IMAGES, 0], null],
  ])('%s', (_what, given, code) => {
    expect(complaintOf(...given)?.code ?? null).toBe(code)
  })
})

/** A composer in a conversation to be, whose uploads end as the test says. */
function writer(policy: Policy) {
  const options = signal({ files: policy } as ChatOptions)
  const uploads: { done(id: string): void; fail(code: string): void }[] = []
  const sent: { text: string; attachments?: { id: string }[] }[] = []
  const connection = signal<{ phase: 'online'; transport: 'socket' } | { phase: 'idle' }>({
    ...{ phase: 'online', transport: 'socket' },
  })
  const handle = {
    id: signal(null),
    setTyping: () => undefined,
    send: (_: string, body: (typeof sent)[number]) => sent.push(body),
  }
  const upload = () => {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    uploads.push({ done: (id) => resolve({ id }), fail: (code) => reject({ code } as ClientError) })
    return { progress: signal(0.5), done: promise, cancel: () => undefined } as unknown as Upload
  }
  const chat = {
    ...{ handle: signal(handle as unknown as Handle), screen: signal('thread' as const) },
    ...{ gate: signal(null), form: signal(null), beforeSend: () => undefined, connection },
    before: (_: string, what: object, go: (what: never) => unknown) => go(what as never),
  }
  const composer: ComposerModel = new ComposerModel(chat, async () => {
    if (connection.peek().phase !== 'online') throw new TypeError('the line is down')
    return taking(kit, models)
  })
  const models = { chat, client: { upload }, composer, options, adopt: () => undefined } as unknown as Models
  return { composer, connection, models, options, uploads, sent }
}

describe('the files of a message that is being written', () => {
  let place: HTMLElement
  beforeEach(async () => {
    vi.stubGlobal('PARLEY_TEXTS', '') // the build's
    await loadMore()
    place = document.body.appendChild(document.createElement('div'))
  })
  afterEach(() => {
    render(null, place)
    place.remove()
  })
  const text = () => place.textContent ?? ''
  const alert = () => place.querySelector('[role=alert]')?.innerHTML ?? ''

  it('say why one was left out, and what may be sent instead, as the site decides now', async () => {
    const { composer, models, options, uploads } = writer(IMAGES)
    render(h(create(kit), { models }), place)
    await composer.add([file('a.png', 'image/png'), file('film.mp4', 'video/mp4')])
    await vi.waitFor(() => expect(text()).toContain('a.png'))
    expect(uploads).toHaveLength(1)
    expect(alert()).toContain('Files like film.mp4 are not allowed here<br>You can send: images, documents, and .dwg')
    options.value = { files: { ...IMAGES, atOnce: 1 } } as ChatOptions
    await composer.add([file('b.png', 'image/png')])
    await vi.waitFor(() => expect(alert()).toContain('Files at once: 1 at most'))
    options.value = { files: { ...IMAGES, on: false } } as ChatOptions
    await composer.add([file('b.png', 'image/png')])
    await vi.waitFor(() => expect(alert()).toContain('Files cannot be sent here'))
    expect(uploads).toHaveLength(1)
  })

  it('name each of several that were left out, until the next message or until they are put away', async () => {
    const { composer, models, sent } = writer({ ...IMAGES, atOnce: 1 })
    render(h(create(kit), { models }), place)
    const chosen = [file('a.zip', 'application/zip'), file('b.mp4', 'video/mp4'), file('c.png', 'image/png', 2_000)]
    await composer.add([...chosen, file('d.png', 'image/png', 0)])
    await vi.waitFor(() => expect(alert()).toContain('Files like a.zip and b.mp4 are not allowed here'))
    expect(alert()).toContain('c.png is larger than 1 kB')
    expect(alert()).toContain('d.png is empty')
    place.querySelector<HTMLElement>('.err [aria-label=Dismiss]')?.click()
    await vi.waitFor(() => expect(alert()).toBe(''))

    await composer.add(['e.png', 'f.png', 'g.png'].map((name) => file(name, 'image/png')))
    await vi.waitFor(() => expect(alert()).toContain('Files at once: 1 at most<br>f.png and g.png'))
    composer.write('without them, then')
    expect(alert()).not.toBe('')
    const [e] = composer.files.value
    e?.remove()
    composer.send()
    expect(sent).toHaveLength(1)
    await vi.waitFor(() => expect(alert()).toBe(''))
  })

  it('wait for the line where they were chosen while it was down, and are judged then, each once', async () => {
    const { composer, connection, models, uploads } = writer(IMAGES)
    render(h(create(kit), { models }), place)
    connection.value = { phase: 'idle' }
    await composer.add([file('a.png', 'image/png')])
    await composer.add([file('film.mp4', 'video/mp4')])
    expect(uploads).toHaveLength(0)
    connection.value = { phase: 'online', transport: 'socket' }
    await vi.waitFor(() => expect(text()).toContain('a.png'))
    await vi.waitFor(() => expect(alert()).toContain('Files like film.mp4 are not allowed here'))
    await composer.add([]) // the press on the clip
    expect(composer.files.value).toHaveLength(1)
    expect(uploads).toHaveLength(1)
    expect(alert()).not.toBe('')
  })

  it.each([
    ['type_not_allowed', 'Files like a.png are not allowed here', false],
    ['too_large', 'a.png is larger than 1 kB', false],
    ['storage_full', 'There is no room for files at the moment.', true],
    ['network', 'a.png could not be sent', true],
  ])('that the server refuses as %s say so, and offer another try where one may help', async (code, said, hasAgain) => {
    const { composer, models, uploads } = writer(ANY)
    render(h(create(kit), { models }), place)
    await composer.add([file('a.png', 'image/png')])
    uploads[0]?.fail(code)
    await vi.waitFor(() => expect(alert()).toContain(said))
    expect(place.querySelector('.again') !== null).toBe(hasAgain)
  })
})

describe('the files of the form that stands there while nobody does', () => {
  it('hold the message back until they have arrived, once, and while one of them failed', async () => {
    const { composer, models, uploads } = writer(ANY)
    const files = createFormFiles(kit, models)
    const go = vi.fn()
    await composer.add([file('a.png', 'image/png'), file('b.png', 'image/png')])
    files.settled(go)
    files.settled(go)
    uploads[0]?.done('att_1')
    uploads[1]?.fail('network')
    await vi.waitFor(() => expect(composer.files.value[1]?.state.value.is).toBe('failed'))
    expect(go).not.toHaveBeenCalled()
    const [, failed] = composer.files.value
    failed?.remove()
    expect(go).not.toHaveBeenCalled() // he presses again
    files.settled(go)
    await vi.waitFor(() => expect(go).toHaveBeenCalledOnce())
  })
})
