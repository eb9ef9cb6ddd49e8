import { ClientError } from '@parley/client'
import type { Attachment, ConversationId } from '@parley/protocol'
import { signal } from '@preact/signals'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createFakeClient } from '../../testing/fake-client.ts'
import { createFakeClock, settle } from '../../testing/fake-clock.ts'
import { aLiveRow, idOf } from '../../testing/records.ts'
import { ComposerModel } from '../composer-model.ts'
import { DraftsModel, EMPTY_DRAFT } from '../drafts-model.ts'
import { SuggestionsModel } from '../suggestions-model.ts'
import type { Toast } from '../toasts-model.ts'
import { UploadsModel } from '../uploads-model.ts'
import { followMove } from './follow-move.ts'
import { candidatesFor, MergingModel } from './merging-model.ts'

const [FROM, TO] = [idOf(1), idOf(2)]
const aFile = (last: string): Attachment => ({
  ...{ id: `att_0000000000000000000${last}` as Attachment['id'], name: `${last}.txt`, type: 'text/plain', size: 1 },
  hasThumbnail: false,
})

function some(answer: () => unknown = () => ({ t: 'ack' })) {
  const fake = createFakeClient({ appendEvent: answer as never })
  const toasts: Toast[] = []
  const opened: ConversationId[] = []
  const env = { ...createFakeClock(), randomBytes: (n: number) => crypto.getRandomValues(new Uint8Array(n)) }
  const model = new MergingModel({
    ...{ client: fake.client, env, open: (id) => opened.push(id) },
    toasts: { show: (toast) => toasts.push(toast) },
  })
  onTestFinished(() => model[Symbol.dispose]())
  const sent = () => fake.calls.map(({ input }) => (input as { body: { cmid: string; body: unknown } }).body)
  return { ...fake, model, toasts, opened, sent }
}

describe('merging', () => {
  it('goes on in the other one, and takes it back from the toast', async () => {
    const { model, toasts, opened, sent } = some()
    model.choose(FROM)
    expect(await model.merge(FROM, TO)).toBeNull()
    expect([opened, model.dialog.value]).toEqual([[TO], null])
    toasts[0]?.undo?.()
    await settle()
    expect(sent().map(({ body }) => body)).toEqual([{ to: TO }, { to: null }])
    expect(opened).toEqual([TO, FROM])
  })

  it('SYNC-4 sends the same command again where nothing was heard, and another one after a refusal', async () => {
    const errors = [new ClientError('network', 0), new ClientError('changed_since', 409)]
    const { model, sent } = some(() => {
      const error = errors.shift()
      if (error) throw error
      return { t: 'ack' }
    })
    for (let i = 0; i < 3; i++) await model.merge(FROM, TO)
    const [first, second, third] = sent().map(({ cmid }) => cmid)
    expect(second).toBe(first)
    expect(third).not.toBe(first)
    expect(model.isOwn(FROM)).toBe(true)
  })

  it('SYNC-4 merges anew what was merged with a lost answer and undone since', async () => {
    const errors = [new ClientError('network', 0)]
    const { model, sent } = some(() => {
      const error = errors.shift()
      if (error) throw error
      return { t: 'ack' }
    })
    await model.merge(FROM, TO)
    model.undo(FROM)
    await settle()
    await model.merge(FROM, TO)
    const [first, , third] = sent().map(({ cmid }) => cmid)
    expect(third).not.toBe(first)
  })

  it('says why it was refused, and is no one’s own then', async () => {
    const { model } = some(() => {
      throw new ClientError('not_same_person', 409)
    })
    expect(await model.merge(FROM, TO)).toContain('same person')
    expect(model.isOwn(FROM)).toBe(false)
  })

  it('offers what is of the same person and site, and was not merged itself', () => {
    const row = aLiveRow(1)
    const same = { ...row, id: TO }
    const others = [
      { ...row, id: idOf(3), movedTo: FROM },
      { ...row, id: idOf(4), siteId: 'ste_0000000000000000000z' as const },
      { ...row, id: idOf(5), visitor: { id: 'vis_0000000000000000000z' as const, name: null, email: null } },
      { ...row, id: idOf(6), contactId: 'con_0000000000000000000z' as const },
    ]
    expect(candidatesFor(row, [row, same, ...others])).toEqual([same])
  })
})

describe('a conversation that is merged while it is answered', () => {
  function moved({ isOwn = false } = {}) {
    const fake = createFakeClient()
    const drafts = new DraftsModel({ storage: () => undefined }, 'agt_1')
    const uploads = new Map([[FROM, new UploadsModel(fake.client)]])
    const toasts: Toast[] = []
    const go = () =>
      followMove({
        ...{ from: FROM, to: TO, drafts, uploads, merging: { isOwn: () => isOwn } },
        toasts: { show: (toast) => toasts.push(toast) },
      })
    return { handle: fake.handle, started: fake.uploads, drafts, uploads, toasts, go }
  }

  it('takes the draft along, behind what was begun there, and says so; nothing is sent', () => {
    const { drafts, toasts, go, handle } = moved()
    drafts.set(FROM, { mode: 'reply', reply: 'half a', note: 'psst' })
    drafts.set(TO, { mode: 'note', reply: 'begun', note: '' })
    go()
    expect(drafts.of(TO)).toEqual({ mode: 'reply', reply: 'begun\n\nhalf a', note: 'psst' })
    expect(drafts.of(FROM)).toMatchObject({ reply: '', note: '' })
    expect(toasts[0]?.text).toContain('came along')
    expect(handle(FROM).sent).toEqual([])
  })

  it('leaves the files where they are that were begun there, and adds its own to them', async () => {
    const [one, other] = [aFile('1'), aFile('2')]
    const words = moved()
    words.drafts.set(FROM, { mode: 'reply', reply: 'half a', note: '' })
    words.drafts.set(TO, { mode: 'reply', reply: '', note: '', files: [one] })
    words.go()
    expect(words.drafts.of(TO)).toMatchObject({ reply: 'half a', files: [one] })
    const both = moved()
    both.drafts.set(TO, { mode: 'reply', reply: '', note: '', files: [one] })
    both.uploads.get(FROM)?.restore([other])
    both.go()
    expect(both.uploads.get(TO)?.done.value).toEqual([one, other])
  })

  it('leaves nothing of its files behind, with a composer here and there', async () => {
    const { uploads, drafts, handle, go } = moved()
    const composerOf = (id: ConversationId) =>
      new ComposerModel({
        ...{ id, drafts, handle: handle(id) as never, uploads: uploads.get(id) as UploadsModel },
        ...{ values: signal(new Map()), suggestions: new SuggestionsModel([]), mentionable: signal([]) },
        colleagues: signal({ newest: 0, answer: null, writing: [] }),
      })
    const here = composerOf(FROM)
    uploads.get(FROM)?.restore([aFile('1')])
    here.setText('half a')
    expect(drafts.of(FROM).files).toHaveLength(1)
    go()
    here[Symbol.dispose]()
    const there = composerOf(TO)
    await settle()
    expect(drafts.of(FROM)).toEqual(EMPTY_DRAFT)
    expect(drafts.of(TO)).toMatchObject({ reply: 'half a', files: [{ id: 'att_00000000000000000001' }] })
    expect(there.uploads.done.value).toHaveLength(1)
    there[Symbol.dispose]()
  })

  it('takes the files along, those under way too', async () => {
    const { uploads, started, handle, go, toasts } = moved()
    const files = uploads.get(FROM)
    files?.add([new File(['x'], 'a.txt')], handle(FROM))
    go()
    expect(uploads.get(TO)?.items.value).toMatchObject([{ name: 'a.txt', state: 'uploading' }])
    expect(uploads.has(FROM)).toBe(false)
    expect(started[0]?.isCanceled).toBe(false)
    expect(toasts[0]?.text).toContain('came along')
  })

  it('tells whoever wrote nothing where he is, and nothing to whoever merged it', () => {
    const theirs = moved()
    theirs.go()
    expect(theirs.toasts[0]?.text).toContain('A colleague')
    const own = moved({ isOwn: true })
    own.go()
    expect(own.toasts).toEqual([])
  })
})
