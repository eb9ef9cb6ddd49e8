import { COLUMNS, move } from './move.ts'
import { type Emoji, findEmoji, type Group, listEmoji, type Tone, toned } from './search.ts'

const GROUPS: readonly Group[] = ['people', 'nature', 'food', 'travel', 'play', 'objects', 'symbols', 'flags']
const FACES: Record<Group | 'recent', string> = {
  ...{ recent: '🕘', people: '😀', nature: '🌿', food: '🍏', travel: '🚲' },
  ...{ play: '⚽', objects: '💡', symbols: '❤️', flags: '🏳️' },
}
const FOUND = 80
const RECENT = 24

/** What the picker says: its own name, the search field, nothing found, the skin tone, and each group. */
export type EmojiTextKey = 'picker' | 'search' | 'none' | 'tone' | 'recent' | Group
/** What was used last, and the skin tone; the newest first. */
export type EmojiMemory = { recent: string[]; tone: Tone }
type Options = {
  text(key: EmojiTextKey): string
  /** BCP 47, for the names of countries. */
  language: string
  memory: { read(): EmojiMemory; write(memory: EmojiMemory): void }
  onPick(emoji: string): void
}

/** Adds `emoji` to what was used last. */
export function remembered({ recent, tone }: EmojiMemory, emoji: string): EmojiMemory {
  return { recent: [emoji, ...recent.filter((one) => one !== emoji)].slice(0, RECENT), tone }
}

/** What was kept as text; what is none is forgotten. */
export function readMemory(kept: string | null): EmojiMemory {
  try {
    const { recent, tone } = JSON.parse(kept ?? '{}') as Partial<EmojiMemory>
    const isTone = typeof tone === 'number' && [0, 1, 2, 3, 4, 5].includes(tone)
    const texts = Array.isArray(recent) ? recent.filter((one) => typeof one === 'string' && one.length <= 32) : []
    return { recent: texts.slice(0, RECENT), tone: isTone ? tone : 0 }
  } catch {
    return { recent: [], tone: 0 } // nonsense of another version
  }
}

function made<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, string>, text = '') {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.textContent = text
  return element
}

/**
 * A panel with a search field, groups and a grid; the arrow keys move in the grid, Enter picks. Whoever opens it places
 * it, closes it, and hears Esc. Plain DOM calls: the widget and the inbox draw with different libraries.
 */
export function createEmojiPicker({ text, language, memory, onPick }: Options): HTMLElement {
  const all = listEmoji(language)
  const byEmoji = new Map(Object.values(all).flatMap((group) => group.map((one) => [one.emoji, one])))
  const panel = made('div', { class: 'emo', role: 'dialog', 'aria-label': text('picker') })
  const search = made('input', { type: 'search', placeholder: text('search'), 'aria-label': text('search') })
  const tone = made('button', { type: 'button', class: 'emo-tone' })
  const tabs = made('div', { class: 'emo-tabs', role: 'tablist' })
  const grid = made('div', { class: 'emo-grid', role: 'grid', 'aria-label': text('picker') })
  const none = made('p', { class: 'emo-none', role: 'status' })
  let now = memory.read()
  let group: Group | 'recent' = now.recent.length > 0 ? 'recent' : 'people'

  function pick(emoji: string): void {
    now = remembered(now, emoji)
    memory.write(now)
    onPick(emoji)
  }
  function cell({ emoji, name }: Emoji): HTMLElement {
    const shown = group === 'recent' && !search.value ? emoji : toned(emoji, now.tone)
    const button = made('button', { type: 'button', role: 'gridcell', tabindex: '-1', 'aria-label': name, title: name })
    button.textContent = shown
    button.addEventListener('click', () => pick(shown))
    return button
  }
  function shownNow(): Emoji[] {
    if (search.value.trim()) return findEmoji(all, search.value, FOUND)
    if (group !== 'recent') return all[group]
    return now.recent.map((emoji) => byEmoji.get(emoji) ?? { emoji, name: emoji, words: [] })
  }
  function draw(): void {
    const cells = shownNow().map(cell)
    cells[0]?.setAttribute('tabindex', '0')
    const rows = Array.from({ length: Math.ceil(cells.length / COLUMNS) }, (_, i) => {
      const row = made('div', { role: 'row' })
      row.append(...cells.slice(i * COLUMNS, (i + 1) * COLUMNS))
      return row
    })
    grid.replaceChildren(...rows)
    grid.scrollTop = 0
    none.textContent = cells.length === 0 ? text('none') : ''
    for (const tab of tabs.children) {
      const isOn = !search.value.trim() && tab.getAttribute('data-group') === group
      tab.setAttribute('aria-selected', String(isOn))
      tab.setAttribute('tabindex', tab.getAttribute('data-group') === group ? '0' : '-1')
    }
    tone.textContent = toned('✋', now.tone)
    tone.setAttribute('aria-label', `${text('tone')} ${now.tone + 1}/6`)
  }

  const choose = (chosen: typeof group) => {
    group = chosen
    search.value = ''
    draw()
  }
  tabs.append(...(group === 'recent' ? [group, ...GROUPS] : GROUPS).map((name) => tabOf(name, text(name), choose)))
  search.addEventListener('input', draw)
  tone.addEventListener('click', () => {
    now = { ...now, tone: ((now.tone + 1) % 6) as Tone } // 0 to 5
    memory.write(now)
    draw()
  })
  panel.addEventListener('keydown', (event) => move(event, { search, tabs, grid }))
  const head = made('div', { class: 'emo-head' })
  head.append(search, tone)
  panel.append(head, tabs, grid, none)
  draw()
  return panel
}

function tabOf<G extends Group | 'recent'>(name: G, label: string, choose: (name: G) => void): HTMLElement {
  const tab = made('button', { type: 'button', role: 'tab', 'aria-label': label, title: label }, FACES[name])
  tab.setAttribute('data-group', name)
  tab.addEventListener('click', () => choose(name))
  return tab
}
