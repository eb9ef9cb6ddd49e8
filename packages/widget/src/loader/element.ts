import type { Options, Parley } from '@parley/sdk/types'
import type { Add } from './frame.ts'
import { fetchSettings } from './settings.ts'
import { add } from './widgets.ts'

/**
 * `/parley-chat.js`: `<parley-chat site="KEY" mode="inline|float">`. Loaded by pages that use the element, and by no
 * other; it works beside the script tag and without it.
 */
const TAG = 'parley-chat'
/** Attributes that make another widget of it, and those that change the one that stands. */
const ANEW = ['site', 'mode', 'name']
const LIVE = ['locale', 'theme', 'position', 'label', 'launcher', 'department', 'tags', 'consent']
const STAND = ['offset-x', 'offset-y', 'z-index']
/** Inline it is as large as the page says, and has a size where the page says nothing. */
const SHEET = ':host{display:block;height:600px;max-height:100dvh}:host([mode=float]){display:none}'

const nameOf = (attribute: string) => attribute.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
let made = 0

/** The page's own list of widgets where the tag has made one, else ours. */
const addTo: Add = (...widget) => {
  const page = (globalThis as unknown as { Parley?: Parley & { add: Add } }).Parley
  return page?.version ? page.add(...widget) : add(...widget)
}

/** A class, because the platform makes its instances. */
class ParleyChat extends HTMLElement {
  static observedAttributes = [...ANEW, ...LIVE, ...STAND]
  /** The widget's own commands and events; null while there is none. */
  parley: Parley | null = null

  constructor() {
    super()
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(SHEET)
    const root = this.attachShadow({ mode: 'open' })
    root.adoptedStyleSheets = [sheet]
    root.append(document.createElement('slot'))
  }

  connectedCallback(): void {
    if (!this.parley) this.begin()
  }

  /** An element that is moved is taken out and put in again at once: only one that stays out is over. */
  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (!this.isConnected) this.end()
    })
  }

  attributeChangedCallback(attribute: string, before: string | null, now: string | null): void {
    if (before === now || !this.parley) {
      // A site that is named later is the beginning.
      if (attribute === 'site' && now && this.isConnected) this.begin()
      return
    }
    if (ANEW.includes(attribute)) {
      this.end()
      this.begin()
    } else if (now !== null) void this.parley.update({ [nameOf(attribute)]: now })
  }

  private begin(): void {
    const site = this.getAttribute('site')
    if (!site || this.parley) return
    const isFloating = this.getAttribute('mode') === 'float'
    const said = [...LIVE, ...STAND].filter((one) => this.hasAttribute(one))
    const given = Object.fromEntries(said.map((one) => [nameOf(one), this.getAttribute(one)]))
    const mount = isFloating ? {} : { mount: this }
    const name = this.getAttribute('name') ?? `${TAG}-${++made}`
    this.parley = addTo(name, fetchSettings(site), { ...given, ...mount } as unknown as Options)
  }

  private end(): void {
    void this.parley?.destroy()
    this.parley = null
  }
}

// The script may stand on a page twice.
if (!customElements.get(TAG)) customElements.define(TAG, ParleyChat)
