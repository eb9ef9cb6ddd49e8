// The playground: each form calls one method; every event is written down. No inline code, no eval: the page's policy is strict.
const { tag, errors } = document.currentScript.dataset
const $ = (id) => document.getElementById(id)
/** Entries that the log keeps. */
const KEPT = 200

function make(name, text = '', className = '') {
  const element = document.createElement(name)
  element.textContent = text
  if (className) element.className = className
  return element
}

/** Values as a person reads them: cut, functions by a word. */
function shown(value) {
  if (value === undefined) return 'undefined'
  if (typeof value === 'function') return value.version ? 'a widget' : 'ƒ that ends it'
  if (value instanceof Error) return `${value.code ?? value.name}: ${value.message}`
  return JSON.stringify(value, (_, one) => (typeof one === 'function' ? 'ƒ' : one), 1)?.slice(0, 4000) ?? String(value)
}

// Events

let told = 0
function log(name, data) {
  const entry = make('li')
  const time = make('time', new Date().toLocaleTimeString('en-GB'))
  entry.append(time, make('b', name), make('code', data === undefined ? '' : shown(data).replace(/\s*\n\s*/g, ' ')))
  $('log').querySelector('.none')?.remove()
  $('log').prepend(entry)
  $('log').children[KEPT]?.remove()
}

function hear(event) {
  log(event.type, event.data)
  const [counter] = document.querySelectorAll(`[data-event="${CSS.escape(event.type)}"] b`)
  if (counter) {
    if (!counter.textContent) $('told').textContent = String(++told)
    counter.textContent = String(Number(counter.textContent) + 1)
    counter.parentElement.dataset.told = ''
  }
  if (event.type === 'destroyed') $('again').hidden = false
  void showState()
}
// The same event comes by `onAny` and on the window; the window's has no end with a widget, and is there before it.
for (const { dataset } of document.querySelectorAll('[data-event]'))
  addEventListener(`parley:${dataset.event}`, ({ detail }) => hear(detail))

// The widget

const widget = () => {
  const name = $('instance').value.trim()
  return name ? window.Parley?.instance(name) : window.Parley
}

async function showState() {
  const state = await Promise.resolve(widget()?.getState?.()).catch(() => null)
  if (!state) return $('state').replaceChildren()
  const rows = Object.entries(state).map(([name, value]) => {
    const row = make('li', name)
    row.append(make('b', shown(value)))
    return row
  })
  $('state').replaceChildren(...rows)
}

function putTag() {
  const script = document.createElement('script')
  script.src = tag
  script.onload = () => void showState()
  script.onerror = () => log('load_failed', tag)
  document.head.append(script)
  $('again').hidden = true
}

// Calls

/** `ƒ` and `ƒ(JSON)` become functions that write down what they are told. */
function parse(text, name) {
  const json = text.replace(/ƒ(?:\(([^)]*)\))?/g, (_, value) => `{"ƒ":${value?.trim() || 'null'}}`)
  return JSON.parse(`[${json}]`, (_, value) => {
    if (value === null || typeof value !== 'object' || !('ƒ' in value)) return value
    return (...heard) => {
      log(`${name} told`, heard[0])
      return value.ƒ ?? undefined
    }
  })
}

function answer(output, kind, text) {
  output.dataset.kind = kind
  output.replaceChildren(make('code', text))
}

async function call(form) {
  const { method } = form.closest('[data-method]').dataset
  const [field, output] = [form.elements.args, form.querySelector('output')]
  const parley = widget()
  field.removeAttribute('aria-invalid')
  let args
  try {
    args = parse(field.value, method)
  } catch {
    field.setAttribute('aria-invalid', 'true')
    return answer(output, 'wrong', 'These are no JSON values with commas between them.')
  }
  if (!parley) return answer(output, 'wrong', 'There is no widget on this page now: put the tag on it again.')
  answer(output, 'waits', '…')
  const began = performance.now()
  try {
    const result = parley(method, ...args)
    const value = typeof result?.then === 'function' ? await result : result
    answer(output, 'done', `${shown(value)}  ·  ${Math.round(performance.now() - began)} ms`)
    if (typeof value === 'function' && !value.version) offerEnd(output, value)
  } catch (error) {
    answer(output, 'failed', shown(error))
    if (error.code) {
      const link = make('a', 'What the code means')
      link.href = `${errors}#${error.code}`
      output.append(link)
    }
  }
  void showState()
}

function offerEnd(output, end) {
  const button = make('button', 'End it')
  button.type = 'button'
  button.onclick = () => {
    end()
    answer(output, 'done', 'ended')
  }
  output.append(button)
}

document.addEventListener('submit', (event) => {
  event.preventDefault()
  if (event.target.closest('[data-method]')) void call(event.target)
})
$('clear').onclick = () => $('log').replaceChildren()
$('again').onclick = putTag
$('instance').onchange = () => void showState()
window.Parley = window.Parley || []
// Listening fetches the part of the SDK that tells every event, also those of a chat that was never opened here.
window.Parley.push(['onAny', () => undefined])
putTag()
