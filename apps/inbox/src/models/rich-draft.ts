import type { SendBody } from '@parley/client'
import type { Action, MessageForm } from '@parley/protocol'
import { missingIn } from '../format/variables.ts'
import { t } from '../i18n/translate.ts'
import type { Wrong } from './section-model.ts'

export const RICH_KINDS = ['buttons', 'quick_replies', 'card', 'form'] as const
export type RichKind = (typeof RICH_KINDS)[number]
export const FIELD_KINDS = [
  'text',
  'textarea',
  'email',
  'phone',
  'number',
  'date',
  'select',
  'radio',
  'checkbox',
] as const

/** A press answers with its words, or leads to an address. */
export type ButtonDraft = { label: string; url: string }
export type FieldDraft = { type: (typeof FIELD_KINDS)[number]; label: string; required: boolean; choices: string[] }
/** What is put together; of another kind the same words stay. */
export type RichDraft = {
  kind: RichKind
  text: string
  title: string
  buttons: ButtonDraft[]
  /** What sends a form. */
  send: string
  fields: FieldDraft[]
}

export const MOST_BUTTONS: Record<RichKind, number> = { buttons: 6, quick_replies: 10, card: 3, form: 0 }
export const MOST_FIELDS = 20
export const MOST_CHOICES = 30

export const newField = (): FieldDraft => ({ type: 'text', label: '', required: false, choices: ['', ''] })
export function newRich(kind: RichKind): RichDraft {
  return {
    ...{ kind, text: '', title: '', send: t('rich.form.send'), fields: [newField()] },
    buttons: [
      { label: '', url: '' },
      { label: '', url: '' },
    ],
  }
}

const ADDRESS = /^https?:\/\/\S+$/
const hasChoices = ({ type }: FieldDraft) => type === 'select' || type === 'radio'
const written = (texts: readonly string[]) => [...new Set(texts.map((one) => one.trim()))].filter(Boolean)
/** Those with words on them. */
const used = ({ buttons }: RichDraft) => buttons.filter(({ label }) => label.trim() !== '')

/** What is wrong, as the server judges it too, beside each field. */
export function judgeRich(draft: RichDraft): Wrong {
  return { ...judgeWords(draft), ...(draft.kind === 'form' ? judgeFields(draft) : judgeButtons(draft)) }
}

function judgeWords({ kind, text, title }: RichDraft): Wrong {
  const isTitled = kind === 'card' || kind === 'form'
  return {
    ...(isTitled && !title.trim() && { title: t('rich.wrong.title') }),
    ...(!isTitled && !text.trim() && { text: t('rich.wrong.text') }),
    ...(missingIn(title + text, new Map()).length > 0 && { text: t('rich.wrong.variables') }),
  }
}

function judgeButtons(draft: RichDraft): Wrong {
  const { kind, buttons } = draft
  const labels = used(draft).map(({ label }) => label.trim())
  const flaws = buttons.flatMap(({ label, url }, at) => {
    if (url && (!ADDRESS.test(url) || !URL.canParse(url))) return [[`button-${at}`, t('rich.wrong.url')] as const]
    if (url && !label.trim()) return [[`button-${at}`, t('rich.wrong.label')] as const]
    const isTwice = label.trim() !== '' && labels.indexOf(label.trim()) !== labels.lastIndexOf(label.trim())
    return isTwice ? [[`button-${at}`, t('rich.wrong.twice')] as const] : []
  })
  const isMissing = kind !== 'card' && labels.length === 0
  return { ...(isMissing && { 'button-0': t('rich.wrong.label') }), ...Object.fromEntries(flaws) }
}

function judgeFields({ fields, send }: RichDraft): Wrong {
  const flaws = fields.flatMap((field, at) => {
    if (!field.label.trim()) return [[`field-${at}`, t('rich.wrong.field')] as const]
    const isEmpty = hasChoices(field) && written(field.choices).length === 0
    if (isEmpty) return [[`field-${at}`, t('rich.wrong.choices')] as const]
    const isTwice = /^(email|phone)$/.test(field.type) && fields.findIndex(({ type }) => type === field.type) !== at
    return isTwice ? [[`field-${at}`, t('rich.wrong.one')] as const] : []
  })
  return { ...(!send.trim() && { send: t('rich.wrong.label') }), ...Object.fromEntries(flaws) }
}

/** The message as it is sent, with variables filled in. */
export function richBody(
  draft: RichDraft,
  fill: (text: string) => string,
): Exclude<SendBody<'msg.new'>, { type: 'text' }> {
  const text = fill(draft.text.trim())
  const title = fill(draft.title.trim())
  const actions = used(draft).map(
    ({ label, url }): Action =>
      url && draft.kind !== 'quick_replies'
        ? { type: 'link', label: label.trim(), url }
        : { type: 'reply', label: label.trim() },
  )
  switch (draft.kind) {
    case 'buttons':
      return { v: 1, type: 'buttons', text, buttons: actions }
    case 'quick_replies':
      return { v: 1, type: 'quick_replies', text, replies: actions.filter((one) => one.type === 'reply') }
    case 'card':
      return { v: 1, type: 'card', card: { title, text, actions } }
    case 'form':
      return {
        v: 1,
        type: 'form',
        text: '',
        form: { title, lead: text, button: draft.send.trim(), fields: fieldsOf(draft) },
      }
  }
}

function fieldsOf({ fields }: RichDraft): MessageForm['fields'] {
  const taken = new Set<string>(['message', 'email', 'phone'])
  return fields.map((field) => ({
    ...{ key: keyOf(field, taken), type: field.type, label: field.label.trim(), required: field.required },
    ...{ hint: '', placeholder: '', when: null },
    choices: hasChoices(field) ? written(field.choices).map((value) => ({ value, label: value })) : [],
  }))
}

/** What the answer is kept as: the words of the field where they make a name, and a number where it is taken. */
function keyOf({ type, label }: FieldDraft, taken: Set<string>): string {
  if (type === 'email' || type === 'phone') return type
  const words = label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 34)
  const base = words || 'field'
  let key = base
  for (let n = 2; taken.has(key); n++) key = `${base}_${n}`
  taken.add(key)
  return key
}
