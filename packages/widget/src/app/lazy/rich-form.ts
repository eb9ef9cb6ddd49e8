import type { MessageForm } from '@parley/protocol'
import type { ComponentChild, ComponentType } from 'preact'
import { localOf } from '../models/local.ts'
import type { Kit } from '../ui/kit.ts'
import type { Offer } from './rich-offer.ts'

type Props = { offer: Offer; form: MessageForm }
type Field = MessageForm['fields'][number]
type Given = Record<string, string>
type Drawn = { kit: Kit; field: Field; id: string; given: Given; set(value: string): void }

let forms = 0

/** A form in the thread, filled in once. What the browser finds wrong with a field it says itself. */
export function formView(kit: Kit): ComponentType<Props> {
  const { h, view, signal, t, icon } = kit
  return view<Props>(() => {
    const name = `f${++forms}`
    const given = signal<Given>({})
    const isSent = signal(false)

    function submit(event: Event, { offer, form }: Props): void {
      event.preventDefault()
      const { messageId } = offer.item
      const handle = offer.models.chat.handle.peek()
      if (!messageId || !handle) return
      const fields = answersOf(form, given.peek())
      const local = localOf(offer.item)
      if (local) return local(Object.values(fields)[0] ?? '')
      const lines = Object.keys(fields).map((key) => form.fields.find((field) => field.key === key)?.label)
      offer.models.chat.beforeSend()
      handle.send('msg.new', {
        v: 1,
        type: 'text',
        text: lines.join(', ') || form.title,
        answers: { messageId, fields },
      })
      offer.models.emit('form:custom:submitted', { values: fields })
      isSent.value = true
    }

    return (props) => {
      const { form, offer } = props
      const { title, lead, button, fields } = form
      const head = h('div', { class: 'mcard-b' }, h('b', { dir: 'auto' }, title), lead && h('p', { dir: 'auto' }, lead))
      if (offer.item.answer)
        return h(
          'div',
          { class: 'mcard' },
          head,
          h('p', { class: 'done' }, icon('check', ' i-14'), t(localOf(offer.item) ? 'local_done' : 'form_sent')),
        )
      return h(
        'form',
        { class: 'mcard', 'aria-label': title, onSubmit: (event: Event) => submit(event, props) },
        head,
        h(
          'div',
          { class: 'ff' },
          askedOf(fields, given.value).map((field) => {
            const set = (value: string) => {
              given.value = { ...given.peek(), [field.key]: value }
            }
            return fieldOf({ kit, field, id: `${name}-${field.key}`, given: given.value, set })
          }),
          h('button', { type: 'submit', class: 'go', disabled: !offer.item.messageId }, button),
        ),
      )
    }
  })
}

/** Fields whose condition holds, along the whole chain. */
function askedOf(fields: readonly Field[], given: Given): Field[] {
  const asked: Field[] = []
  for (const field of fields) {
    const { when } = field
    if (!when || (asked.some(({ key }) => key === when.key) && when.in.includes(given[when.key] ?? '')))
      asked.push(field)
  }
  return asked
}

function answersOf({ fields }: MessageForm, given: Given): Given {
  const said = askedOf(fields, given).map(({ key }) => [key, (given[key] ?? '').trim()])
  return Object.fromEntries(said.filter(([, value]) => value))
}

const INPUTS: Partial<Record<Field['type'], { type: string; autoComplete?: string; inputMode?: string }>> = {
  text: { type: 'text' },
  email: { type: 'email', autoComplete: 'email' },
  phone: { type: 'tel', autoComplete: 'tel' },
  number: { type: 'number', inputMode: 'decimal' },
  date: { type: 'date' },
}
/** Longest answer, as the protocol limits it. */
const MOST = 500

function fieldOf(drawn: Drawn): ComponentChild {
  const { kit, field, id } = drawn
  const { h, t } = kit
  const { key, type, label, hint, required } = field
  const optional = !required && h('span', { class: 'opt' }, ` ${t('optional')}`)
  const told = hint && h('p', { id: `${id}-h`, class: 'hint', dir: 'auto' }, hint)
  if (type === 'checkbox')
    return h('div', { key }, h('label', { class: 'chk' }, control(drawn), h('span', { dir: 'auto' }, label)), told)
  if (type === 'radio')
    return h('fieldset', { key }, h('legend', { dir: 'auto' }, label, optional), choices(drawn), told)
  return h('div', { key }, h('label', { for: id, dir: 'auto' }, label, optional), control(drawn), told)
}

function control({ kit: { h }, field, id, given, set }: Drawn): ComponentChild {
  const { key, type, hint, placeholder, required, choices: offered } = field
  const value = given[key] ?? ''
  const common = { id, required, class: 'inp', ...(hint && { 'aria-describedby': `${id}-h` }) }
  const onInput = ({ currentTarget }: { currentTarget: { value: string } }) => set(currentTarget.value)
  if (type === 'checkbox') {
    const onChange = ({ currentTarget }: { currentTarget: { checked: boolean } }) =>
      set(currentTarget.checked ? 'yes' : '')
    return h('input', { ...common, class: undefined, type, checked: value === 'yes', onChange })
  }
  if (type === 'textarea')
    return h('textarea', { ...common, rows: 3, maxLength: MOST, placeholder, value, onInput, dir: 'auto' })
  if (type === 'select') {
    const options = offered.map((one) => h('option', { key: one.value, value: one.value }, one.label))
    return h('select', { ...common, value, onChange: onInput }, h('option', { value: '' }, placeholder || '–'), options)
  }
  return h('input', {
    ...common,
    ...INPUTS[type],
    step: type === 'number' ? 'any' : undefined,
    maxLength: MOST,
    placeholder,
    value,
    onInput,
    dir: 'auto',
  })
}

function choices({ kit: { h }, field, id, given, set }: Drawn): ComponentChild {
  return h(
    'div',
    { class: 'pills' },
    field.choices.map(({ value, label }) =>
      h(
        'label',
        { key: value },
        h('input', {
          type: 'radio',
          name: id,
          value,
          required: field.required,
          checked: given[field.key] === value,
          onChange: () => set(value),
        }),
        h('span', { dir: 'auto' }, label),
      ),
    ),
  )
}
