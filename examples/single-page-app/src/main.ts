// A small shop whose pages change without being loaded again, and what of it the chat is told.
import { createParley } from '@parley/sdk'
import { basketView } from './basket.ts'
import { CALLS } from './calls/index.ts'
import { element } from './element.ts'

const { parley: url = '' } = document.documentElement.dataset
/** At once, before the script came: what is called waits for it. */
const parley = createParley({ url, site: 'demo', position: 'right' })

function find(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (!found) throw new Error(`index.html has no #${id}`)
  return found
}
const log = (text: string) => find('log').prepend(element('li', text))

// Events: the page's own badge in place of a number on the launcher, and everything in a list.
parley.on('unread', (count) => {
  find('unread').textContent = count ? `(${count})` : ''
})
parley.onAny(({ type, data }) => log(`${type} ${JSON.stringify(data) ?? ''}`))
find('help').onclick = () => void parley.open()

// Identity: who signed in here is known to the agents; without a token it is an unverified note (see signed-identity).
function accountView(): HTMLElement[] {
  const { user } = sessionStorage
  if (user) {
    const out = element('button', 'Sign out')
    out.onclick = async () => {
      sessionStorage.clear()
      await parley.logout()
      show()
    }
    return [element('p', `You are ${user}.`), out]
  }
  const into = element('button', 'Sign in as Ada')
  into.onclick = async () => {
    sessionStorage.user = 'Ada'
    await parley.identify({ id: 'u1', name: 'Ada', email: 'ada@example.com' })
    await parley.set({ plan: 'pro' })
    show()
  }
  return [element('p', 'Nobody is signed in.'), into]
}

/** Every method, with what a page would write: each button runs one of `calls/`. */
function callsView(): HTMLElement[] {
  return Object.entries(CALLS).map(([name, call]) => {
    const [button, answer] = [element('button', name), element('code', '')]
    button.onclick = async () => {
      try {
        const value = await call(parley, (told) => log(`${name} was told ${JSON.stringify(told) ?? ''}`))
        answer.textContent = typeof value === 'function' ? 'done' : (JSON.stringify(value) ?? 'done')
      } catch (error) {
        answer.textContent = (error as { code: string }).code // commands are rejected with a ParleyError
      }
    }
    const row = element('p', '')
    row.append(button, ' ', answer)
    row.dataset['call'] = name
    return row
  })
}

const VIEWS: Record<string, () => HTMLElement[]> = {
  '/': () => [element('h1', 'Teas'), element('p', 'First flush, smoked, roasted.')],
  '/basket': () => [element('h1', 'Basket'), ...basketView(parley)],
  '/account': () => [element('h1', 'Account'), ...accountView()],
  '/calls': () => [element('h1', 'Every call'), ...callsView()],
}

// Navigation: history as it is. The chat notices that the address changed, and stays open where it was.
function show(): void {
  const view = VIEWS[location.pathname] ?? (() => [element('h1', 'There is nothing here')])
  find('view').replaceChildren(...view())
  document.title = `${find('view').querySelector('h1')?.textContent} · a shop`
}
document.addEventListener('click', (event) => {
  const link = (event.target as Element).closest('a')
  if (!link || link.origin !== location.origin || event.metaKey || event.ctrlKey) return
  event.preventDefault()
  history.pushState(null, '', link.href)
  show()
})
addEventListener('popstate', show)
show()
