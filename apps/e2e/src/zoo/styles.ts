import { describe, it } from 'vitest'
import type { Animal } from './animal.ts'
import { tell, type Zoo } from './story.ts'

const animals: Animal[] = [
  { name: 'that unsets everything', style: '* { all: unset !important }' },
  { name: 'that sets everything to its initial value', style: '* { all: initial !important }' },
  { name: 'that reverts everything', style: '* { all: revert !important }' },
  { name: 'that displays nothing', style: 'div, body *, html > * > * { display: none !important }' },
  {
    name: 'that hides, moves and shrinks everything of its own',
    style: `body * { visibility: hidden !important; opacity: 0 !important; pointer-events: none !important; position: static !important;
      transform: scale(0.5) rotate(3deg) !important; filter: invert(1) !important; clip-path: inset(40%) !important;
      inset: 0 auto auto 0 !important; z-index: -1 !important; width: 1px !important; content-visibility: hidden !important }`,
  },
  {
    name: 'that styles elements by their names',
    style: `div { position: relative !important; margin: 40px; border: 9px solid red; float: left; background: red !important }
      button, textarea, input, svg, path, span, p, h2, ul, li, form, label, a { all: unset; color: red !important; fill: red !important;
      font: 40px/3 monospace !important; text-transform: uppercase !important; border: 9px solid lime !important }`,
  },
  {
    name: 'that sets what is inherited, everywhere',
    style: `* { color: lime !important; font: italic 900 40px/3 monospace !important; letter-spacing: 9px !important; word-spacing: 9px !important;
      text-align: justify !important; text-transform: uppercase !important; text-indent: 5em !important; white-space: pre !important;
      cursor: crosshair !important; user-select: none !important; visibility: hidden !important; writing-mode: vertical-rl !important }`,
  },
  {
    name: 'whose custom properties have the names of ours',
    style: `:root { --surface: red !important; --text: lime !important; --text-2: lime !important; --brand: lime !important; --brand-ink: red !important;
      --fill: red !important; --in: red !important; --line-1: red !important } * { --x: 300 !important; --y: 300 !important; --z: -5 !important }`,
  },
  { name: 'whose body is transformed', style: 'body { transform: translateX(0); height: 40px; margin: 60px }' },
  {
    name: 'whose body has a filter',
    style: 'body { filter: grayscale(1) contrast(1.1); margin: 60px; height: 3000px }',
  },
  {
    name: 'whose body is contained',
    style: 'body { contain: layout paint; will-change: transform; perspective: 9px; height: 40px }',
  },
  {
    name: 'whose body is clipped',
    style: 'html, body { overflow: hidden; height: 100% } body { clip-path: inset(0 0 50% 0) }',
  },
  { name: 'whose body is see-through', style: 'body { opacity: 0.2; mix-blend-mode: multiply }' },
  { name: 'whose body is zoomed', style: 'body { zoom: 2 }' },
  { name: 'whose root has a filter', style: 'html { filter: grayscale(1); height: 40px }' },
  {
    name: 'whose root is a grid',
    style: 'html, body { display: grid; grid-template: 1fr / 1fr 1fr; gap: 90px; place-items: start }',
  },
  { name: 'whose root counts in small letters', style: 'html { font-size: 62.5% } html, body { line-height: 0 }' },
  {
    name: 'that scrolls in its body',
    style:
      'html { overflow: hidden; height: 100% } body { overflow: auto; height: 100%; position: relative; margin: 0 } main { height: 4000px }',
  },
  {
    name: 'that moves everything',
    style:
      'body, body *, html > div, ::before, ::after { animation: spin 1s infinite; transition: all 9s 9s !important } @keyframes spin { to { rotate: 1turn; opacity: 0 } }',
  },
]

export function styles(zoo: Zoo): void {
  describe('N48 sheets: the whole story is told on a page', () => {
    it.each(animals)('$name', (animal) => tell(zoo, animal))
  })
}
