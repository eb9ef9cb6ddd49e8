import type { Action, AnsweredField, Card, MessageBody, MessageForm } from '@parley/protocol'
import { t } from '../../i18n/translate.ts'
import type { FileLinksModel } from '../../models/file-links-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { LinkedText } from '../../ui/LinkedText.tsx'
import { AttachmentView } from './AttachmentView.tsx'

type Rich = Exclude<MessageBody, { type: 'text' }>
type Answer = { value: string | null } | undefined
type Props = { body: Rich; answer: Answer; links: FileLinksModel }

/** What was offered to the visitor, and what he chose; an agent looks at it, and presses nothing. */
export function RichView({ body, answer, links }: Props) {
  switch (body.type) {
    case 'buttons':
      return (
        <div class="mcard">
          <Words text={body.text} />
          <Actions actions={body.buttons} answer={answer} />
        </div>
      )
    case 'quick_replies':
      return (
        <>
          <Bubble text={body.text} />
          <ul class="qr" aria-label={t('rich.suggested')}>
            {body.replies.map((action) => (
              <Choice key={action.label} action={action} answer={answer} />
            ))}
          </ul>
        </>
      )
    case 'card':
      return <CardView card={body.card} body={body} answer={answer} links={links} />
    case 'carousel':
      return (
        <>
          <Bubble text={body.text} />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard. */}
          <ul class="car" tabIndex={0} aria-label={t('rich.cards', { count: body.cards.length })}>
            {body.cards.map((card, i) => (
              <li key={i}>
                <CardView card={card} body={body} answer={answer} links={links} />
              </li>
            ))}
          </ul>
        </>
      )
    case 'form':
      return (
        <>
          <Bubble text={body.text} />
          <FormView form={body.form} isAnswered={answer !== undefined} />
        </>
      )
  }
}

/** The answers of a visitor to a form. */
export function AnsweredForm({ fields }: { fields: readonly AnsweredField[] }) {
  return (
    <dl class="sum">
      {fields.map(({ key, label, text }) => (
        <div key={key}>
          <dt dir="auto">{label}</dt>
          <dd dir="auto">{text}</dd>
        </div>
      ))}
    </dl>
  )
}

function Bubble({ text }: { text: string }) {
  if (text === '') return null
  return (
    <div class="b">
      <span class="tx" dir="auto">
        <LinkedText text={text} />
      </span>
    </div>
  )
}

function Words({ text }: { text: string }) {
  return (
    <p class="mcard-b tx" dir="auto">
      <LinkedText text={text} />
    </p>
  )
}

function CardView({ card, body, answer, links }: Props & { card: Card }) {
  const picture = body.attachments.find(({ id }) => id === card.image)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a card is no form group.
    <div class="mcard" role="group" aria-label={card.title}>
      {picture && <AttachmentView attachment={picture} links={links} />}
      <div class="mcard-b">
        <b dir="auto">{card.title}</b>
        {card.text !== '' && <p dir="auto">{card.text}</p>}
      </div>
      <Actions actions={card.actions} answer={answer} />
    </div>
  )
}

function Actions({ actions, answer }: { actions: readonly Action[]; answer: Answer }) {
  if (actions.length === 0) return null
  return (
    <ul>
      {actions.map((action) => (
        <Choice key={action.label} action={action} answer={answer} />
      ))}
    </ul>
  )
}

/** Addresses that may be led to (S8), as the server judged them. */
const SAFE = /^(https?:\/\/|mailto:|tel:)/

function Choice({ action, answer }: { action: Action; answer: Answer }) {
  const { label } = action
  if (action.type === 'link')
    return (
      <li class="mcard-a">
        {SAFE.test(action.url) ? (
          <a href={action.url} target="_blank" rel="noopener noreferrer" dir="auto">
            {label}
          </a>
        ) : (
          label
        )}
      </li>
    )
  const value = action.type === 'reply' ? action.label : action.value
  const isChosen = answer?.value === value
  return (
    <li class={isChosen ? 'mcard-a on' : 'mcard-a'} dir="auto">
      {isChosen && <Icon name="check" size={14} />}
      {label}
      {isChosen && <span class="vh">{t('rich.chosen')}</span>}
    </li>
  )
}

function FormView({ form, isAnswered }: { form: MessageForm; isAnswered: boolean }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: nothing is filled in here.
    <div class="mcard" role="group" aria-label={form.title}>
      <div class="mcard-b">
        <b dir="auto">{form.title}</b>
        {form.lead !== '' && <p dir="auto">{form.lead}</p>}
        <p dir="auto">{form.fields.map(({ label }) => label).join(' · ')}</p>
      </div>
      <p class="mcard-a on">{t(isAnswered ? 'rich.form.answered' : 'rich.form.waits')}</p>
    </div>
  )
}
