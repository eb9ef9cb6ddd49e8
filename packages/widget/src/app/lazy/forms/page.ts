import type { ChatOptions, FilledForm, PlainForm } from '@parley/protocol'
import { askedOf, faultOf, MESSAGE_KEY } from '@parley/protocol/forms'
import type { ComponentType } from 'preact'
import type { FormsProps, Models } from '../../models/models.ts'
import type { Kit } from '../../ui/kit.ts'
import { keeper } from './draft.ts'
import { field } from './field.ts'
import { createFormFiles } from './form-files.ts'
import { dayAndHour } from './thanks.ts'
import { faultText } from './words.ts'

type Answers = Record<string, string>
const MESSAGE_LENGTH = 10_000

/** What is being answered, judged and handed over; `root` is where the composer will stand. */
function answersOf(kit: Kit, models: Models, root: () => ShadowRoot | undefined) {
  const { chat, options, refresh } = models
  const kept = keeper(models)
  const answers = kit.signal<Answers>(kept.read())
  const faults = kit.signal<Answers>({})
  const isTroubled = kit.signal(false)
  const hasFailed = refusedIn(models).length > 0
  const files = createFormFiles(kit, models)
  let isTold = kept.isDone()

  /** The answers wait for the first message, which may be one of them. */
  function pass(isNew = true): void {
    const filled = filledOf(options.peek(), answers.peek())
    const place = root()
    if (!filled) return
    kept.write(answers.peek(), true)
    chat.know(Object.keys(filled.answers))
    finish(models, filled, answers.peek()[MESSAGE_KEY])
    if (isNew) tellPage(models, filled)
    setTimeout(() => place?.querySelector<HTMLElement>('.wc textarea')?.focus())
  }

  return {
    ...{ answers, faults, isTroubled, hasFailed, Files: files.View },
    /** What was refused was judged by the form as it is now. */
    async ask(): Promise<void> {
      if (!options.peek() || hasFailed) await refresh()
      isTroubled.value = !options.peek()
      if (kept.isDone() && !hasFailed) pass(false)
    },
    /** It is there to be filled in; told once. */
    shown(): void {
      if (isTold || options.peek()?.offline) return
      isTold = true
      queueMicrotask(() => models.emit('form:prechat:shown'))
    },
    set(key: string, answer: string): void {
      answers.value = { ...answers.peek(), [key]: answer }
      const { [key]: _, ...others } = faults.peek()
      faults.value = others
      kept.write(answers.peek(), false)
    },
    submit(event: Event): void {
      event.preventDefault()
      const found = problemsOf(kit, formOf(options.peek())?.fields ?? [], answers.peek())
      faults.value = Object.fromEntries(found)
      const [first] = found
      if (first) root()?.querySelector<HTMLElement>(`#f-${first[0]}`)?.focus()
      else if (options.peek()?.offline) files.settled(pass)
      else pass()
    },
  }
}

function tellPage({ emit }: Models, { is, answers }: FilledForm): void {
  const values = answers as Record<string, string> // what was not answered is not among them
  emit(is === 'offline' ? 'form:offline:submitted' : 'form:prechat:submitted', { values })
}

/** The form before the first message, or in place of the chat while closed. */
export function createPage(kit: Kit): ComponentType<FormsProps> {
  const { h, view } = kit
  return view<FormsProps>(({ models }) => {
    const { options } = models
    let form: HTMLFormElement | null = null
    const own = answersOf(kit, models, () => form?.getRootNode() as ShadowRoot | undefined)
    const { answers, faults, set } = own
    const hold = (element: HTMLFormElement | null) => {
      form = element
    }
    void own.ask()

    return () => {
      const shown = formOf(options.value)
      if (!shown) return own.isTroubled.value ? trouble(kit, own.ask) : waiting(kit)
      own.shown()
      const words = wordsOf(kit, options.value, shown, own.hasFailed)
      const fields = askedOf(shown.fields, answers.value).map((one) => {
        const { key } = one
        const [answer = '', problem = ''] = [answers.value[key], faults.value[key]]
        return field(kit, { field: one, answer, problem, set: (text) => set(key, text) })
      })
      // The owner's words may be in another language than ours behind them.
      const lead = words.lead.map((one) => [h('bdi', null, one), ' '])
      const head = [h('h3', null, h('bdi', null, words.title)), h('p', null, lead)]
      const button = h('button', { class: 'go' }, words.button)
      const files = options.value?.offline && h(own.Files, { models })
      const asked = h('form', { class: 'wf', noValidate: true, onSubmit: own.submit, ref: hold }, fields, files, button)
      const inner = [h('div', { class: 'wf-h' }, head), asked, notice(kit, options.value)]
      return h('div', { class: 'body' }, h('div', { class: 'ask' }, inner))
    }
  })
}

/** What stands around the fields: the owner's words, or ours. */
function wordsOf(kit: Kit, options: ChatOptions | null, form: PlainForm, hasFailed: boolean) {
  const isOffline = form === options?.offline
  const own = hasFailed ? kit.t('form_changed') : form.lead
  return {
    title: form.title || kit.t(isOffline ? 'offline_title' : 'form_title'),
    lead: own ? [own] : leadOf(kit, options, isOffline),
    button: form.button || kit.t(isOffline ? 'offline_send' : 'form_start'),
  }
}

function formOf(options: ChatOptions | null): PlainForm | null {
  return options?.offline ?? options?.prechat ?? null
}

function leadOf(kit: Kit, options: ChatOptions | null, isOffline: boolean): string[] {
  if (!isOffline) return [kit.t('form_lead')]
  const at = options?.availability.reopensAt
  const back = at ? kit.t('offline_back', { time: dayAndHour(kit, at) }) : kit.t('offline_lead')
  return [options?.closedMessage ?? '', back].filter(Boolean)
}

/** Every field that was asked and is wrong, with what to say of it, in their order. */
function problemsOf(kit: Kit, fields: PlainForm['fields'], answers: Answers): [string, string][] {
  return askedOf(fields, answers).flatMap((one): [string, string][] => {
    const answer = answers[one.key] ?? ''
    const fault = one.key === MESSAGE_KEY ? messageFault(one.required, answer) : faultOf(one, answer)
    return fault ? [[one.key, faultText(kit, fault, one.type, answer)]] : []
  })
}

function messageFault(required: boolean, text: string) {
  if (text.length > MESSAGE_LENGTH) return 'too_long'
  return required && !text.trim() ? 'required' : null
}

/** What travels: what was asked and answered, without the message. */
function filledOf(options: ChatOptions | null, answers: Answers): FilledForm | null {
  const form = formOf(options)
  if (!form) return null
  const given = askedOf(form.fields, answers).flatMap(({ key }) => {
    const answer = answers[key]?.trim()
    return answer && key !== MESSAGE_KEY ? [[key, answer]] : []
  })
  return { is: options?.offline ? 'offline' : 'prechat', answers: Object.fromEntries(given) }
}

/** Messages of the conversation to be that came without answers, or with those to another form. */
function refusedIn({ chat }: Models) {
  const timeline = chat.handle.peek()?.timeline.peek() ?? []
  return timeline.flatMap((item) =>
    item.type === 'message' && item.send.phase === 'failed' && item.send.code.startsWith('form_') ? [item] : [],
  )
}

function finish(models: Models, form: FilledForm, message: string | undefined): void {
  const { chat, composer } = models
  const handle = chat.handle.peek()
  chat.answered.value = { key: handle?.createKey ?? null, form }
  for (const { key, body } of refusedIn(models)) {
    handle?.remove(key)
    const { text = '', attachments = [] } = body ?? {}
    handle?.send('msg.new', { v: 1, type: 'text', text, attachments, form })
  }
  const hasFiles = form.is === 'offline' && composer.files.peek().length > 0
  if (!message?.trim() && !hasFiles) return
  composer.write(message ?? '')
  composer.send()
}

function notice({ h, t }: Kit, options: ChatOptions | null) {
  const { notice: text, noticeUrl } = options?.privacy ?? {}
  if (!text && !noticeUrl) return null
  const link = noticeUrl && h('a', { href: noticeUrl, target: '_blank', rel: 'noopener' }, t('consent_more'))
  return h('p', { class: 'wfoot', dir: 'auto' }, text, ' ', link)
}

function waiting({ h, t }: Kit) {
  return h(
    'div',
    { class: 'body ask-wait', role: 'status', 'aria-label': t('loading') },
    h('div', { class: 'skeleton' }, h('i', null), h('i', null), h('i', null)),
  )
}

function trouble({ h, t }: Kit, again: () => Promise<void>) {
  return h(
    'div',
    { class: 'body ask-wait', role: 'alert' },
    h('p', null, t('trouble')),
    h('button', { type: 'button', class: 'pill', onClick: () => void again() }, t('again')),
  )
}
