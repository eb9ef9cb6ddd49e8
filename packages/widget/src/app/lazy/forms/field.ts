import type { Kit } from '../../ui/kit.ts'
import { choiceLabel, labelOf, type PlainField } from './words.ts'

/** One field with what was answered, and what is wrong with it. */
export type Asked = {
  field: PlainField
  answer: string
  /** Empty: nothing is. */
  problem: string
  set(answer: string): void
}

/** Keyboards, and what browsers know of a person. */
const INPUTS: Record<string, object> = {
  email: {
    type: 'email',
    autocomplete: 'email',
    inputMode: 'email',
    autocapitalize: 'off',
    placeholder: 'you@example.com',
  },
  phone: { type: 'tel', autocomplete: 'tel', inputMode: 'tel' },
  number: { type: 'text', inputMode: 'decimal' },
  date: { type: 'date' },
}
const CONTROLS: Partial<Record<string, string>> = {
  textarea: 'textarea',
  select: 'select',
  department: 'select',
  priority: 'select',
}
const ROWS = 4
type Written = { currentTarget: { value: string } }

/** A question with its label above, its hint and what is wrong below, told together to whoever listens. */
export function field(kit: Kit, asked: Asked) {
  const { h } = kit
  const { type, key } = asked.field
  if (type === 'checkbox' || type === 'consent') return tick(kit, asked)
  if (type === 'radio') return pills(kit, asked)
  const label = h('label', { for: `f-${key}` }, h('bdi', null, labelOf(kit, asked.field)), optional(kit, asked.field))
  const control = CONTROLS[type] ?? 'input'
  return h(
    'div',
    { class: 'field', key },
    label,
    h(control, common(asked), control === 'select' ? options(kit, asked) : null),
    below(kit, asked),
  )
}

function optional({ h, t }: Kit, { required }: PlainField) {
  return required ? null : h('small', null, ` ${t('optional')}`)
}

function common({ field: { key, type, required, placeholder, hint }, answer, problem, set }: Asked) {
  const described = [hint && `f-${key}-hint`, problem && `f-${key}-bad`].filter(Boolean).join(' ')
  return {
    ...(type === 'textarea' ? { rows: ROWS } : INPUTS[type]),
    ...(key === 'name' && { autocomplete: 'name' }),
    ...(placeholder && { placeholder }),
    ...{ id: `f-${key}`, name: key, class: 'input', required, value: answer },
    ...(!/email|phone|number|date/.test(type) && { dir: 'auto' }),
    'aria-invalid': problem ? 'true' : undefined,
    'aria-describedby': described || undefined,
    onInput: ({ currentTarget }: Written) => set(currentTarget.value),
  }
}

function below({ h, icon }: Kit, { field: { key, hint }, problem }: Asked) {
  return [
    hint && h('p', { class: 'hint', id: `f-${key}-hint` }, h('bdi', null, hint)),
    problem && h('p', { class: 'bad', id: `f-${key}-bad` }, icon('alert', ' i-14'), h('span', null, problem)),
  ]
}

function options(kit: Kit, { field: asked, answer }: Asked) {
  const { h, t } = kit
  const all = asked.choices.map((choice) =>
    h('option', { value: choice.value, selected: choice.value === answer }, choiceLabel(kit, asked, choice)),
  )
  return [h('option', { value: '' }, t('choose')), ...all]
}

function pills(kit: Kit, asked: Asked) {
  const { h } = kit
  const { field: one, answer, problem, set } = asked
  const { key, required } = one
  const { 'aria-invalid': invalid, 'aria-describedby': described } = common(asked)
  return h(
    'fieldset',
    {
      class: 'field',
      key,
      role: 'radiogroup',
      'aria-describedby': described,
      'aria-invalid': invalid,
      'aria-required': required,
    },
    h('legend', null, h('bdi', null, labelOf(kit, one)), optional(kit, one)),
    h(
      'div',
      { class: 'pills' },
      one.choices.map((choice, i) =>
        h(
          'label',
          { key: choice.value },
          h('input', {
            ...{ type: 'radio', name: `f-${key}`, value: choice.value, checked: choice.value === answer },
            ...(i === 0 && { id: `f-${key}` }),
            onChange: () => set(choice.value),
          }),
          h('span', { dir: 'auto' }, choiceLabel(kit, one, choice)),
        ),
      ),
    ),
    below(kit, { ...asked, problem }),
  )
}

/** A consent is answered with the version of its text, a checkbox with a word. */
function tick(kit: Kit, asked: Asked) {
  const { h } = kit
  const { field: one, answer, set } = asked
  const yes = one.type === 'consent' ? (one.choices[0]?.value ?? '') : 'yes'
  const { value: _, onInput: __, dir: ___, class: ____, ...attributes } = common(asked) as Record<string, unknown>
  return h(
    'div',
    { class: 'field', key: one.key },
    h(
      'label',
      { class: 'tick' },
      h('input', {
        ...attributes,
        ...{ type: 'checkbox', checked: answer === yes && answer !== '' },
        onChange: ({ currentTarget }: { currentTarget: { checked: boolean } }) => set(currentTarget.checked ? yes : ''),
      }),
      h('span', { dir: 'auto' }, labelOf(kit, one)),
    ),
    below(kit, asked),
  )
}
