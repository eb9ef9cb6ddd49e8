import { faultOf } from '@parley/protocol/forms'
import type { ComponentType } from 'preact'
import type { FormsProps, Models } from '../../models/models.ts'
import type { Kit } from '../../ui/kit.ts'
import { faultText } from './words.ts'

/** A card in the thread that asks once how the visitor can be reached; whoever does not care closes it. */
export function createCapture(kit: Kit): ComponentType<FormsProps> {
  const { h, view, t, signal, icon } = kit
  return view<FormsProps>(({ models: { chat, client, emit, store }, part }) => {
    const key = part === 'phone' ? 'phone' : 'email'
    const problem = signal('')
    const isSaving = signal(false)
    let input: HTMLInputElement | null = null
    const leave = () =>
      (input?.getRootNode() as ShadowRoot | undefined)?.querySelector<HTMLElement>('.wc textarea')?.focus()

    async function save(event: Event): Promise<void> {
      event.preventDefault()
      const value = input?.value.trim() ?? ''
      const fault = faultOf({ key, type: key, required: true, choices: [], when: null }, value)
      problem.value = fault ? faultText(kit, fault, key, value) : ''
      if (fault || isSaving.peek()) return input?.focus()
      isSaving.value = true
      try {
        await client.call('updateVisitor', { body: { [key]: value } })
        leave()
        chat.know([key])
        tell(emit, key, value)
      } catch {
        problem.value = t('capture_failed')
      }
      isSaving.value = false
    }
    function dismiss(): void {
      leave()
      chat.asked.value = chat.handle.peek()?.id.peek() ?? null
      store.write('asked', chat.asked.peek())
    }

    const hold = (element: HTMLInputElement | null) => {
      input = element
    }
    const close = { type: 'button', class: 'ib', 'aria-label': t('capture_not'), onClick: dismiss }
    return () =>
      h(
        'form',
        { class: 'card', noValidate: true, onSubmit: save, 'aria-labelledby': 'cap-title' },
        h('label', { for: 'cap', id: 'cap-title' }, h('b', null, t('capture_title'))),
        h('button', close, icon('close', ' i-14')),
        h('p', { id: 'cap-what' }, t(`capture_${key}`)),
        h(
          'div',
          { class: 'cap' },
          h('input', { ...INPUTS[key], ...wrong(problem.value), class: 'input', id: 'cap', required: true, ref: hold }),
          h('button', { class: 'go', 'aria-disabled': isSaving.value }, t('capture_save')),
        ),
        problem.value && bad(kit, problem.value),
      )
  })
}

function tell(emit: Models['emit'], key: 'email' | 'phone', value: string): void {
  if (key === 'email') emit('email:captured', { email: value })
  else emit('phone:captured', { phone: value })
}

const INPUTS = {
  email: { type: 'email', autocomplete: 'email', inputMode: 'email', placeholder: 'you@example.com' },
  phone: { type: 'tel', autocomplete: 'tel', inputMode: 'tel' },
} as const

function wrong(problem: string): object {
  return problem
    ? { 'aria-invalid': 'true', 'aria-describedby': 'cap-bad cap-what' }
    : { 'aria-describedby': 'cap-what' }
}

function bad({ h, icon }: Kit, problem: string) {
  return h('p', { class: 'bad', id: 'cap-bad', role: 'alert' }, icon('alert', ' i-14'), h('span', null, problem))
}
