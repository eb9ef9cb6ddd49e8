import css from './chat.css'
import { adopt, type Chat, connect, type Said } from './chat.ts'

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  props: Partial<HTMLElementTagNameMap[Name]>,
  ...children: Node[]
): HTMLElementTagNameMap[Name] {
  const element = Object.assign(document.createElement(name), props)
  element.append(...children)
  return element
}

/** The least that is a chat: a thread, a composer and a socket, with no library. */
export function mount(root: ShadowRoot, backend: string): Chat {
  const drawn = new Map<string, HTMLElement>()
  const log = make('div', { className: 'log', role: 'log', ariaLabel: 'Messages' })
  const field = make('textarea', { rows: 1, placeholder: 'Write a message…', ariaLabel: 'Message' })
  const send = make('button', { type: 'submit', textContent: 'Send', disabled: true })
  const form = make('form', {}, field, send)
  const panel = make('section', { className: 'panel', hidden: true, role: 'dialog', ariaLabel: 'Chat' })
  panel.append(make('header', { textContent: 'Chat with us' }), log, form)
  const tell = connect(backend, (said) => draw(said, false))

  function draw({ id, text, from }: Said, isWaiting: boolean): void {
    const line = drawn.get(id) ?? make('p', { textContent: text })
    line.className = `${from === 'visitor' ? 'mine' : ''}${isWaiting ? ' waiting' : ''}`
    if (!drawn.has(id)) log.append(line)
    drawn.set(id, line)
    log.scrollTop = log.scrollHeight
  }
  function submit(event: Event): void {
    event.preventDefault()
    const text = field.value.trim()
    if (!text) return
    const said: Said = { id: String(drawn.size), text, from: 'visitor' }
    draw(said, true)
    tell(said)
    field.value = ''
    send.disabled = true
  }
  field.addEventListener('input', () => {
    send.disabled = !field.value.trim()
  })
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) submit(event)
  })
  form.addEventListener('submit', submit)
  adopt(root, css)
  root.append(panel)
  return {
    open() {
      panel.hidden = false
      field.focus()
    },
    close() {
      panel.hidden = true
    },
  }
}
