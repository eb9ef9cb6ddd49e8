import type { CannedResponse, EndpointTypes } from '@parley/protocol'
import { t } from '../i18n/translate.ts'
import type { CannedModel } from './canned-model.ts'
import { KeptFormModel } from './kept-form-model.ts'
import type { Wrong } from './section-model.ts'

export type Written = EndpointTypes['createCannedResponse']['body']

const NEW: Written = { scope: { type: 'personal' }, shortcut: '', title: '', category: '', text: {} }
const SHORTCUT = /^[\p{Ll}\p{Lo}\p{N}][\p{Ll}\p{Lo}\p{M}\p{N}_-]{0,39}$/u

const writtenOf = ({ scope, shortcut, title, category, text }: CannedResponse): Written => ({
  ...{ scope, shortcut, title, category, text },
})

/** What is wrong with a canned response, as the server judges it too, beside each field. */
export function judgeCanned({ shortcut, title, text }: Written): Wrong {
  return {
    ...(!SHORTCUT.test(shortcut) && { shortcut: t('canned.wrong.shortcut') }),
    ...(!title.trim() && { title: t('canned.wrong.title') }),
    ...(!Object.values(text).some((words) => words?.trim()) && { text: t('canned.wrong.text') }),
  }
}

/** A canned response while it is written; `one` is null for a new one. */
export function cannedForm(canned: CannedModel, one: CannedResponse | null): KeptFormModel<Written> {
  let known = one
  return new KeptFormModel<Written>({
    before: one ? writtenOf(one) : NEW,
    isNew: one === null,
    judge: judgeCanned,
    async store(values) {
      known = known ? await canned.update(known, values) : await canned.create(values)
    },
    async reread() {
      await canned.load()
      known = canned.all.peek().find(({ id }) => id === known?.id) ?? null
      return known && writtenOf(known)
    },
  })
}
