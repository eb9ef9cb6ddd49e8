import { ClientError } from '@parley/client'
import type { Attachment, CannedResponse } from '@parley/protocol'
import { describe, expect, it } from 'vitest'
import { createFakeClient } from '../../testing/fake-client.ts'
import { settle } from '../../testing/fake-clock.ts'
import { anAttachment, idOf, ME } from '../../testing/records.ts'
import { CannedForm } from '../canned-form.ts'
import { CannedModel } from '../canned-model.ts'
import { cannedSource } from '../composer-sources.ts'
import { UploadsModel } from '../uploads-model.ts'

const aStored = (n: number, name?: string): Attachment => ({
  ...anAttachment(name),
  id: `att_${String(n).padStart(20, '0')}`,
})
const TERMS = aStored(1, 'terms.pdf')
const MAP = aStored(2, 'map.png')
const HELLO: CannedResponse = {
  ...{ id: 'can_00000000000000000001', scope: { type: 'personal' }, shortcut: 'hello', title: 'Hello', category: '' },
  ...{ text: { en: 'Here you are' }, files: [TERMS, MAP] },
  ...{ uses: 0, usedAt: null, createdBy: ME, updatedAt: '2026-01-01T00:00:00.000Z' },
}
const env = { now: () => 0 }
const withoutFiles = ({ files: _, ...rest }: CannedResponse) => rest

function aDesk(answer: (id: string) => unknown) {
  const fake = createFakeClient({
    listCannedResponses: () => ({ cannedResponses: [HELLO], truncated: false }),
    attachCannedFiles: ({ body }: { body: { ids: string[] } }) => answer(body.ids[0] ?? ''),
    countCannedResponse: () => null,
  })
  const canned = new CannedModel({ client: fake.client, env })
  const uploads = new UploadsModel(fake.client)
  const handle = fake.handle(idOf(1))
  const source = cannedSource({
    ...{ canned, values: () => new Map(), locales: () => [] },
    attach: (one) => uploads.bring(one.files, handle, (file) => canned.copyFile(one, file, idOf(1))),
  })
  return { fake, canned, uploads, handle, source }
}
const copyOf = (id: string) => ({ attachments: [aStored(id === TERMS.id ? 11 : 12)] })

describe('the files of a canned response', () => {
  it('come along as copies when it is inserted, and can be taken out', async () => {
    const { fake, canned, uploads, source } = aDesk(copyOf)
    await canned.load()
    const [found] = source.find('hel')
    expect(found).toMatchObject({ text: 'Hello', files: 2 })
    expect(found?.pick()).toBe('Here you are')
    // Nothing goes before they are there.
    expect([uploads.isBusy.value, uploads.items.value.map(({ name }) => name)]).toEqual([
      true,
      ['terms.pdf', 'map.png'],
    ])
    await settle()
    expect(fake.calls.filter(({ name }) => name === 'attachCannedFiles').map(({ input }) => input)).toEqual(
      [TERMS, MAP].map(({ id }) => ({ params: { id: HELLO.id }, body: { conversationId: idOf(1), ids: [id] } })),
    )
    uploads.drop(uploads.items.value[0]?.key ?? 0)
    expect(uploads.done.value).toEqual([aStored(12)])
  })

  it('that do not come are told of one by one, and asked for again', async () => {
    let isDown = true
    const { canned, uploads, handle, source } = aDesk((id) => {
      if (isDown && id === MAP.id) throw new ClientError('network', 0)
      return copyOf(id)
    })
    await canned.load()
    source.find('hello')[0]?.pick()
    await settle()
    expect(uploads.items.value.map(({ state, code }) => [state, code])).toEqual([
      ['done', null],
      ['failed', 'network'],
    ])
    isDown = false
    uploads.retry(uploads.items.value[1]?.key ?? 0, handle)
    await settle()
    expect(uploads.done.value).toEqual([aStored(11), aStored(12)])
  })

  it('are none in what an older version kept', async () => {
    const fake = createFakeClient({
      listCannedResponses: () => ({ cannedResponses: [withoutFiles(HELLO)], truncated: false }),
    })
    const canned = new CannedModel({ client: fake.client, env })
    await canned.load()
    expect(canned.all.value[0]?.files).toEqual([])
  })
})

describe('the form of a canned response', () => {
  function aForm(one: CannedResponse | null) {
    const stored: unknown[] = []
    const store = ({ body }: { body: object }) => {
      stored.push(body)
      return HELLO
    }
    const fake = createFakeClient({ updateCannedResponse: store, createCannedResponse: store })
    const canned = new CannedModel({ client: fake.client, env })
    const made = new CannedForm({ canned, client: fake.client, one })
    const attach = () => made.uploads.add([new File(['x'], 'new.txt')], made.target())
    return { ...made, attach, stored, transfers: fake.uploads }
  }

  it('is not saved while files are on their way, and names those that came', async () => {
    const { form, attach, stored, transfers } = aForm(HELLO)
    expect(form.changes.value).toBe(0)
    form.set({ title: 'Ours' })
    attach()
    expect([form.canSave.value, form.wrong.value['files']]).toEqual([false, expect.any(String)])
    transfers[0]?.finish(aStored(3))
    await settle()
    expect([form.changes.value, form.canSave.value]).toEqual([2, true])
    await form.save()
    expect(stored).toMatchObject([{ title: 'Ours', files: [TERMS.id, MAP.id, aStored(3).id] }])
  })

  it('has its files again when changes are thrown away', () => {
    const { form, uploads } = aForm(HELLO)
    uploads.drop(uploads.items.value[1]?.key ?? 0)
    expect([form.changes.value, form.values.value.files]).toEqual([1, [TERMS]])
    form.discard()
    expect([form.changes.value, uploads.done.value]).toEqual([0, [TERMS, MAP]])
  })
})
