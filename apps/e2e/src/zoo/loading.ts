import { describe, expect, it } from 'vitest'
import type { Animal } from './animal.ts'
import { talk, tell, tellStory, visit, widgetOn, type Zoo } from './story.ts'

const nothing = () => ''
const injected =
  (where: string) =>
  ({ src }: { src: string }) =>
    `<script>{ const tag = document.createElement('script'); tag.async = true; tag.src = '${src}'; ${where} }</script>`

const animals: Animal[] = [
  { name: 'with the tag in its head, not async', head: ({ src }) => `<script src="${src}"></script>`, rest: nothing },
  { name: 'with the tag deferred', head: ({ src }) => `<script defer src="${src}"></script>`, rest: nothing },
  {
    name: 'with the tag as a module',
    head: ({ src }) => `<script type="module" src="${src}"></script>`,
    rest: nothing,
  },
  { name: 'with the tag in its head and at its end', head: ({ src }) => `<script src="${src}"></script>` },
  { name: 'whose tag comes of a tag manager', head: injected('document.head.append(tag)'), rest: nothing },
  {
    name: 'whose tag is put ahead of the first script',
    rest: injected('const first = document.scripts[0]; first.parentNode.insertBefore(tag, first)'),
  },
  {
    name: 'whose tag is put into the body and taken away',
    rest: injected('document.body.append(tag); tag.onload = () => tag.remove()'),
  },
  {
    name: 'whose tag moves',
    rest: injected(
      'document.head.append(tag); document.body.append(tag); tag.onload = () => document.body.prepend(tag)',
    ),
  },
  {
    name: 'whose tag is fetched and evaluated as text',
    rest: ({ src }) => `<script>fetch('${src}').then((it) => it.text()).then(globalThis.eval)</script>`,
  },
  {
    name: 'with a base of another site',
    head: () => '<base href="https://elsewhere.invalid/deep/er/" target="_blank"/>',
  },
  { name: 'in quirks mode', doctype: '' },
  {
    name: 'in XHTML',
    type: 'application/xhtml+xml',
    doctype: '<?xml version="1.0"?><!DOCTYPE html>',
    attributes: 'xmlns="http://www.w3.org/1999/xhtml"',
  },
  {
    name: 'without a body of its own',
    html: ({ src }) =>
      `<title>An animal</title><script src="/without-a-body-of-its-own/page.js"></script><script src="${src}"></script><button id="basket">Add</button>`,
  },
  {
    name: 'whose framework draws its body anew',
    rest: ({ tag }) => `${tag}<script>addEventListener('load', () => requestAnimationFrame(() => {
      const body = document.createElement('body'); body.innerHTML = document.body.innerHTML; document.documentElement.replaceChild(body, document.body) }))</script>`,
  },
  {
    name: 'whose framework removes what it does not know',
    rest: ({ tag }) =>
      `${tag}<script>addEventListener('load', () => { for (const child of [...document.body.children]) if (child.localName !== 'main') child.remove() })</script>`,
  },
]

export function loading(zoo: Zoo): void {
  describe('N48 loading: the whole story is told on a page', () => {
    it.each(animals)('$name', (animal) => tell(zoo, animal))

    it('and stands in the place that comes below the tag in the head', async () => {
      const seen = await visit(zoo, {
        name: 'with a place for it',
        style: '#place { width: 400px; height: 500px }',
        head: ({ src }) => `<script src="${src}" data-mount="#place"></script>`,
        rest: () => '<div id="place"></div>',
      })
      await widgetOn(seen.at).composer.waitFor()
      await talk(seen, 'is this my place')
      const box = await seen.at.locator('#place .panel').boundingBox()
      expect(box && [box.width, box.height]).toEqual([400, 500])
      expect(seen.troubles).toEqual([])
      await seen.context.close()
    })

    it('and shows one launcher where the tag stands twice', async () => {
      const seen = await visit(zoo, { name: 'with the tag twice', rest: ({ tag }) => tag + tag })
      await tellStory(zoo, seen)
      expect(await widgetOn(seen.at).launcher.count()).toBe(1)
      await seen.context.close()
    })
  })
}
