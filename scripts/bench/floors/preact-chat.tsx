import { effect, signal, useComputed } from '@preact/signals'
import { render } from 'preact'
import css from './chat.css'
import { adopt, type Chat, connect, type Said } from './chat.ts'

type Line = Said & { isWaiting: boolean }

function createModel(backend: string) {
  const lines = signal<Line[]>([])
  const draft = signal('')
  const tell = connect(backend, (said) => {
    const line = { ...said, isWaiting: false }
    const isKnown = lines.value.some(({ id }) => id === said.id)
    lines.value = isKnown ? lines.value.map((one) => (one.id === said.id ? line : one)) : [...lines.value, line]
  })
  return {
    isOpen: signal(false),
    lines,
    draft,
    send() {
      const text = draft.value.trim()
      if (!text) return
      const said: Said = { id: String(lines.value.length), text, from: 'visitor' }
      lines.value = [...lines.value, { ...said, isWaiting: true }]
      tell(said)
      draft.value = ''
    },
  }
}
type Model = ReturnType<typeof createModel>

function Thread({ model }: { model: Model }) {
  return (
    <div class="log" role="log" aria-label="Messages">
      {model.lines.value.map(({ id, text, from, isWaiting }) => (
        <p key={id} class={`${from === 'visitor' ? 'mine' : ''}${isWaiting ? ' waiting' : ''}`}>
          {text}
        </p>
      ))}
    </div>
  )
}

function Composer({ model }: { model: Model }) {
  const isEmpty = useComputed(() => !model.draft.value.trim())
  function submit(event: Event): void {
    event.preventDefault()
    model.send()
  }
  return (
    <form onSubmit={submit}>
      <textarea
        rows={1}
        placeholder="Write a message…"
        aria-label="Message"
        value={model.draft}
        onInput={({ currentTarget }) => {
          model.draft.value = currentTarget.value
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) submit(event)
        }}
      />
      <button type="submit" disabled={isEmpty}>
        Send
      </button>
    </form>
  )
}

function Panel({ model }: { model: Model }) {
  return (
    <section class="panel" role="dialog" aria-label="Chat">
      <header>Chat with us</header>
      <Thread model={model} />
      <Composer model={model} />
    </section>
  )
}

/** The least that is a chat on Preact 11 and signals: the same thread, composer, socket and sheet as the vanilla one. */
export function mount(root: ShadowRoot, backend: string): Chat {
  const model = createModel(backend)
  const place = document.createElement('div')
  adopt(root, css)
  root.append(place)
  render(<Panel model={model} />, place)
  // At once, where a drawing would come a moment later: what is hidden takes no focus.
  effect(() => {
    place.hidden = !model.isOpen.value
  })
  return {
    open() {
      model.isOpen.value = true
      place.querySelector('textarea')?.focus()
    },
    close() {
      model.isOpen.value = false
    },
  }
}
