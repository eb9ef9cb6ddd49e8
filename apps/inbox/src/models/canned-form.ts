import type { Client } from '@parley/client'
import type { Attachment, CannedResponse, EndpointTypes } from '@parley/protocol'
import { createModel, effect, untracked } from '@preact/signals'
import { t } from '../i18n/translate.ts'
import type { CannedModel } from './canned-model.ts'
import { sameFiles } from './drafts/same-files.ts'
import { KeptFormModel } from './kept-form-model.ts'
import type { Wrong } from './section-model.ts'
import { UploadsModel } from './uploads-model.ts'

type Body = EndpointTypes['createCannedResponse']['body']
export type Written = Omit<Body, 'files'> & { files: readonly Attachment[] }

const NEW: Written = { scope: { type: 'personal' }, shortcut: '', title: '', category: '', text: {}, files: [] }
const SHORTCUT = /^[\p{Ll}\p{Lo}\p{N}][\p{Ll}\p{Lo}\p{M}\p{N}_-]{0,39}$/u

const writtenOf = ({ scope, shortcut, title, category, text, files }: CannedResponse): Written => ({
  ...{ scope, shortcut, title, category, text, files },
})

/** What is wrong with a canned response, as the server judges it too, beside each field. */
export function judgeCanned({ shortcut, title, text }: Written): Wrong {
  return {
    ...(!SHORTCUT.test(shortcut) && { shortcut: t('canned.wrong.shortcut') }),
    ...(!title.trim() && { title: t('canned.wrong.title') }),
    ...(!Object.values(text).some((words) => words?.trim()) && { text: t('canned.wrong.text') }),
  }
}

type Deps = { canned: CannedModel; client: Pick<Client, 'upload' | 'openNew'>; one: CannedResponse | null }

/** A canned response while it is written, with its files; `one` is null for a new one. */
export const CannedForm = createModel(({ canned, client, one }: Deps) => {
  let known = one
  const uploads = new UploadsModel(client)
  /** Files need a conversation to go to: this one never begins. */
  const nowhere = client.openNew()
  const form = new KeptFormModel<Written>({
    before: one ? writtenOf(one) : NEW,
    isNew: one === null,
    judge: (values) => ({
      ...judgeCanned(values),
      ...((uploads.isBusy.value || uploads.hasFailed.value) && { files: t('canned.wrong.files') }),
    }),
    async store({ files, ...values }) {
      const body = { ...values, files: files.map(({ id }) => id) }
      known = known ? await canned.update(known, body) : await canned.create(body)
    },
    async reread() {
      await canned.load()
      known = canned.all.peek().find(({ id }) => id === known?.id) ?? null
      return known && writtenOf(known)
    },
  })
  effect(() => {
    const { files } = form.values.value
    untracked(() => sameFiles(files, uploads.done.peek()) || uploads.follow(files))
  })
  effect(() => {
    const files = uploads.done.value
    untracked(() => sameFiles(files, form.values.peek().files) || form.set({ files }))
  })
  effect(() => () => {
    uploads[Symbol.dispose]()
    nowhere.release()
  })
  return { form, uploads, target: () => nowhere }
})
export type CannedForm = InstanceType<typeof CannedForm>
