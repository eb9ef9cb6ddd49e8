import { ClientError } from '@parley/client'
import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import type { Values } from '../format/variables.ts'
import { createFakeClient } from '../testing/fake-client.ts'
import { settle } from '../testing/fake-clock.ts'
import { aMessage, anAttachment, idOf } from '../testing/records.ts'
import { ComposerModel } from './composer-model.ts'
import { DraftsModel } from './drafts-model.ts'
import { SuggestionsModel } from './suggestions-model.ts'
import { UploadsModel } from './uploads-model.ts'

function aStorage(isBroken = false): Storage {
  const kept = new Map<string, string>()
  const guard = () => {
    if (isBroken) throw new Error('blocked')
  }
  return {
    length: 0,
    clear: () => kept.clear(),
    key: () => null,
    getItem(key) {
      guard()
      return kept.get(key) ?? null
    },
    setItem(key, value) {
      guard()
      kept.set(key, value)
    },
    removeItem(key) {
      guard()
      kept.delete(key)
    },
  }
}

function aComposer({ storage = aStorage(), values = signal<Values>(new Map()) } = {}) {
  const fake = createFakeClient()
  const drafts = new DraftsModel({ storage: () => storage }, 'agt_1')
  const uploads = new UploadsModel(fake.client)
  const handle = fake.handle(idOf(1))
  const composer = new ComposerModel({
    ...{
      id: idOf(1),
      drafts,
      uploads,
      values,
      suggestions: new SuggestionsModel([]),
      mentionable: signal([]),
      colleagues: signal({ newest: 0, answer: null, writing: [] }),
    },
    handle: Object.assign(handle, { editMessage: async () => undefined }),
  })
  const attach = (name: string, size = 10) => uploads.add([new File(['x'.repeat(size)], name)], handle)
  return { handle, drafts, uploads, composer, attach, storage, transfers: fake.uploads }
}

describe('the composer', () => {
  it('sends what was written, trimmed, and is empty again', () => {
    const { composer, handle } = aComposer()
    composer.setText('  Hello \n')
    expect(composer.send()).toBe(true)
    expect(handle.sent).toEqual([{ kind: 'msg.new', body: { v: 1, type: 'text', text: 'Hello' } }])
    expect(composer.draft.value).toBe('')
  })

  it('sends variables filled in, and holds back what nothing is known for', () => {
    const values = signal<Values>(new Map([['agent.name', 'Ada']]))
    const { composer, handle } = aComposer({ values })
    composer.setText('{{agent.name}} for {{visitor.name}}')
    expect([composer.canSend.value, composer.send()]).toEqual([false, false])
    expect(composer.filling.missing.value.map(({ name }) => name)).toEqual(['visitor.name'])
    values.value = new Map([...values.value, ['visitor.name', 'Priya']])
    expect(composer.send()).toBe(true)
    expect(handle.sent[0]?.body).toMatchObject({ text: 'Ada for Priya' })
    composer.setText('write {{user.name}}')
    composer.filling.allow()
    expect(composer.send()).toBe(true)
    composer.setText('write {{user.name}}')
    expect(composer.canSend.value).toBe(false) // it was for that one text
  })

  it('never turns a note into a reply: they are two drafts', () => {
    const { composer, handle } = aComposer()
    composer.setText('for the visitor')
    composer.setMode('note')
    expect(composer.draft.value).toBe('')
    composer.setText('for us')
    composer.send()
    expect(handle.sent.map(({ kind }) => kind)).toEqual(['note.new'])
    composer.setMode('reply')
    expect(composer.draft.value).toBe('for the visitor')
  })

  it('sends nothing that is empty or too long', () => {
    const { composer, handle } = aComposer()
    composer.setText('   ')
    expect(composer.send()).toBe(false)
    composer.setText('x'.repeat(10_001))
    expect(composer.remaining.value).toBe(-1)
    expect(composer.send()).toBe(false)
    expect(handle.sent).toEqual([])
  })

  it('waits for files on their way, then sends them with the text or alone', async () => {
    const { composer, handle, uploads, attach, transfers } = aComposer()
    attach('photo.png')
    composer.setText('Here')
    expect(composer.canSend.value).toBe(false)
    transfers[0]?.finish(anAttachment())
    await settle()
    composer.send()
    expect(handle.sent[0]?.body).toMatchObject({ text: 'Here', attachments: [{ name: 'photo.png' }] })
    expect(uploads.items.value).toEqual([])
  })

  it('keeps a failed file in sight until it is sent again or taken out', async () => {
    const { composer, handle, uploads, attach, transfers } = aComposer()
    attach('photo.png')
    transfers[0]?.fail(new ClientError('network', 0))
    await settle()
    composer.setText('Here')
    expect(uploads.items.value[0]).toMatchObject({ state: 'failed', code: 'network' })
    expect(composer.canSend.value).toBe(false)
    uploads.retry(1, handle)
    transfers[1]?.finish(anAttachment())
    await settle()
    expect(composer.canSend.value).toBe(true)
  })

  it('says why a file does not fit, and uploads none of it', () => {
    const { handle, uploads, attach, transfers } = aComposer()
    attach('empty.txt', 0)
    const big = new File(['x'], 'brake.mov')
    Object.defineProperty(big, 'size', { value: 84e6 })
    uploads.add([big], handle)
    expect(uploads.items.value.map(({ code }) => code)).toEqual(['file_empty', 'too_large'])
    expect(transfers).toEqual([])
  })

  it('stops an upload that is taken out', () => {
    const { uploads, attach, transfers } = aComposer()
    attach('photo.png')
    uploads.drop(1)
    expect(transfers[0]?.isCanceled).toBe(true)
    expect(uploads.items.value).toEqual([])
  })

  it('tells that somebody types, and that he stopped', () => {
    const { composer, handle } = aComposer()
    composer.setText('He')
    composer.setMode('note')
    composer.setText('x')
    composer.send()
    expect(handle.typed).toEqual([
      { on: true, note: false },
      { on: false, note: false },
      { on: true, note: true },
      { on: false, note: true },
    ])
  })
})

describe('a message in the wrong place', () => {
  it('is asked for once, becomes the other of the two, and leaves nothing behind', () => {
    const { composer, handle, drafts } = aComposer({
      values: signal<Values>(new Map([['visitor.first_name', 'Vera']])),
    })
    composer.setMode('note')
    composer.setText('Hi Vera, it is on its way')
    expect([composer.send(), composer.misplaced.doubt.value]).toEqual([false, { meant: 'reply', name: 'Vera' }])
    composer.turn()
    expect(drafts.of(idOf(1))).toEqual({ mode: 'reply', reply: 'Hi Vera, it is on its way', note: '' })
    expect(composer.send()).toBe(true)
    expect(handle.sent.map(({ kind }) => kind)).toEqual(['msg.new'])
  })

  it('takes nothing of the note that it was about along into a reply', () => {
    const values = signal<Values>(new Map([['visitor.first_name', 'Vera']]))
    const { composer, handle } = aComposer({ values })
    composer.reply(aMessage(1, { kind: 'note.new' }))
    composer.setText('Hi Vera, it is on its way')
    expect(composer.send()).toBe(false)
    composer.turn()
    composer.send()
    expect(handle.sent).toEqual([{ kind: 'msg.new', body: { v: 1, type: 'text', text: 'Hi Vera, it is on its way' } }])
  })

  it('is asked about no more once another mode was chosen, or a message is changed; the words stay', () => {
    const values = signal<Values>(new Map([['visitor.first_name', 'Vera']]))
    const { composer } = aComposer({ values })
    composer.setMode('note')
    composer.setText('Hi Vera, it is on its way')
    composer.send()
    composer.edit(aMessage(1, { kind: 'note.new' }))
    expect(composer.misplaced.doubt.value).toBe(null)
    composer.cancel()
    expect([composer.draft.value, composer.send()]).toEqual(['Hi Vera, it is on its way', false])
    composer.setMode('reply')
    expect(composer.misplaced.doubt.value).toBe(null)
  })

  it('goes as it is when it is sent again, and no change of a message is asked for', () => {
    const { composer, handle } = aComposer()
    composer.setMode('note')
    composer.setText('Hello, all of you')
    expect([composer.send(), composer.send()]).toEqual([false, true])
    expect(handle.sent.map(({ kind }) => kind)).toEqual(['note.new'])
  })
})

describe('drafts', () => {
  it('are found again after a reload, each in its conversation', () => {
    const { composer, storage } = aComposer()
    composer.setMode('note')
    composer.setText('half a tho')
    const again = new DraftsModel({ storage: () => storage }, 'agt_1')
    expect(again.of(idOf(1))).toEqual({ mode: 'note', reply: '', note: 'half a tho' })
    expect(again.of(idOf(2)).note).toBe('')
  })

  it('of another agent on the same computer are not his', () => {
    const { composer, storage } = aComposer()
    composer.setText('secret')
    expect(new DraftsModel({ storage: () => storage }, 'agt_2').of(idOf(1)).reply).toBe('')
  })

  it('leave nothing behind when they are forgotten', () => {
    const { composer, drafts, storage } = aComposer()
    composer.setText('secret')
    drafts.forget()
    expect(storage.getItem('parley-inbox:drafts:agt_1')).toBeNull()
  })

  it('live in memory where storage is blocked', () => {
    const { composer, drafts } = aComposer({ storage: aStorage(true) })
    composer.setText('kept')
    expect(drafts.of(idOf(1)).reply).toBe('kept')
  })
})
