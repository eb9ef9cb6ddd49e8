import { adopt, type Chat, type ChatModule } from './chat.ts'
import css from './launcher.css'

/** The least that a script tag can do: a queue for early calls, a launcher, and the chat when it is pressed. */
type Floor = { open: () => void; close: () => void; toggle: () => void; push: (name: Name) => void }
type Name = 'open' | 'close' | 'toggle'

const SVG = 'http://www.w3.org/2000/svg'
const scope = globalThis as { Floor?: Floor | Name[] }
const { src } = document.currentScript as HTMLScriptElement // no module: it stands in a <script>

function createLauncher(): { root: ShadowRoot; button: HTMLButtonElement } {
  const host = document.createElement('div')
  const root = host.attachShadow({ mode: 'open' })
  adopt(root, css)
  const button = document.createElement('button')
  button.className = 'launcher'
  button.type = 'button'
  button.setAttribute('aria-label', 'Chat')
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 30 30')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', 'M7.6 11.4h11M11.9 18.6h10.5')
  svg.append(path)
  button.append(svg)
  root.append(button)
  document.body.append(host)
  return { root, button }
}

function start(): void {
  const { root, button } = createLauncher()
  const backend = new URL('/socket', src.replace('http', 'ws')).href
  let chat: Promise<Chat> | null = null
  let isOpen = false

  function load(): Promise<Chat> {
    chat ??= import(new URL('chat.js', src).href).then(({ mount }: ChatModule) => mount(root, backend))
    return chat
  }
  async function show(wanted: boolean): Promise<void> {
    isOpen = wanted
    button.setAttribute('aria-expanded', String(isOpen))
    const loaded = await load()
    if (isOpen) loaded.open()
    else loaded.close()
  }
  const early = scope.Floor
  const floor: Floor = {
    open: () => void show(true),
    close: () => void show(false),
    toggle: () => void show(!isOpen),
    push: (name) => floor[name](),
  }
  scope.Floor = floor
  button.addEventListener('click', floor.toggle)
  if (Array.isArray(early)) for (const name of early) floor.push(name)
}

if (document.body) start()
else addEventListener('DOMContentLoaded', start)
