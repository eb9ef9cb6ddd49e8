// @vitest-environment happy-dom
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import type * as Preact from 'preact'
import { beforeAll, describe, expect, it } from 'vitest'
import { root } from './bundle.ts'
import { lean, leanNames } from './lean.ts'

type Readable = { readonly value: number; peek(): number }
type Sums = { set(n: number, value: number): void; peek(n: number): number | undefined }
type Signals = {
  signal(value: number): { value: number; peek(): number }
  computed(sum: () => number): Readable
  effect(run: () => unknown): () => void
  batch(run: () => void): void
  untracked<T>(run: () => T): T
  createModel(make: () => Sums): new () => Sums & Disposable
}
type Library = Pick<typeof Preact, 'h' | 'render' | 'Fragment' | 'Component'> & Signals

const EXPORTS = `export { h, render, Fragment, Component } from 'preact'
export { signal, computed, effect, batch, untracked, createModel } from '@preact/signals-core'`

async function load(name: string, isLean: boolean): Promise<Library> {
  const { outputFiles } = await build({
    stdin: { contents: EXPORTS, resolveDir: path.join(root, 'packages/widget') },
    ...{ bundle: true, write: false, minify: true, format: 'esm', target: 'es2022' },
    ...(isLean && { plugins: [lean], ...leanNames }),
  })
  const dir = path.join(root, 'node_modules/.cache/parley')
  const file = path.join(dir, `${name}-${process.pid}.mjs`)
  mkdirSync(dir, { recursive: true })
  writeFileSync(file, outputFiles[0]?.text ?? '')
  return import(pathToFileURL(file).href)
}

/** The same choices for both libraries. */
function chooser(seed: number) {
  let state = seed
  return (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}
type Choose = ReturnType<typeof chooser>

/** As our views are written: each place of an element's children has one kind of thing or nothing; lists have keys. */
function painter({ h, render, Fragment, Component }: Library, place: Element) {
  const told: string[] = []
  const parts: Preact.Component[] = []
  class Part extends Component<{ name: string; tree: Preact.ComponentChild }> {
    override componentDidMount() {
      parts.push(this)
      told.push(`mounted ${this.props.name}`)
    }
    override componentDidUpdate() {
      told.push(`updated ${this.props.name}`)
    }
    override componentWillUnmount() {
      told.push(`gone ${this.props.name}`)
    }
    override render() {
      return this.props.tree
    }
  }
  const Plain = ({ tree }: { tree: Preact.ComponentChild }) => h('i', null, tree)

  function props(choose: Choose) {
    const name = `p${choose(20)}`
    return {
      ...(choose(3) === 0 && { class: `c${choose(4)}` }),
      ...(choose(4) === 0 && { 'aria-hidden': choose(2) === 0 }),
      ...(choose(4) === 0 && { hidden: choose(2) === 0, tabIndex: choose(2) - 1 }),
      ...(choose(5) === 0 && { dir: [undefined, 'auto', 'ltr'][choose(3)] }),
      ...(choose(5) === 0 && { onClick: choose(4) > 0 && (() => told.push(`click ${name}`)) }),
      ...(choose(5) === 0 && { 'aria-label': [null, undefined, 'named'][choose(3)], key: null }),
      ...(choose(6) === 0 && {
        ref: (element: Element | null) => void told.push(`${name} ${element ? 'held' : 'let go'}`),
      }),
    }
  }

  type Kind = (choose: Choose, depth: number) => Preact.ComponentChild
  /** Of a list: the key decides what it is, as in ours. */
  const kinds: ((key: string, choose: Choose, depth: number) => Preact.ComponentChild)[] = [
    (key, choose, depth) => h('li', { ...props(choose), key }, ...children(choose, depth)),
    (key, choose, depth) => h(Part, { key, name: key, tree: tree(choose, depth) }),
    (key, choose, depth) => h(Fragment, { key }, ...children(choose, depth)),
    (key, choose) => h('hr', { ...props(choose), key }),
  ]
  function list(choose: Choose, depth: number) {
    const keys = Array.from({ length: 8 }, (_, n) => n).filter(() => choose(2))
    for (let n = choose(4); n > 0; n--) keys.push(...keys.splice(choose(8), 1))
    return keys.map((n) => kinds[n % 4]?.(`k${n}`, choose, depth))
  }
  const places: Kind[] = [
    (choose) => [`text ${choose(5)}`, choose(100), true, false][choose(4)],
    (choose, depth) => h(choose(2) ? 'p' : 'button', props(choose), ...children(choose, depth)),
    list,
    (choose, depth) => h(Part, { name: 'one', tree: tree(choose, depth) }),
    (choose, depth) => h(Plain, { tree: tree(choose, depth) }),
    (choose) => h('input', { value: `${choose(3)}`, type: 'checkbox', checked: choose(2) === 0 }),
    (choose) => h('textarea', { value: `${choose(3)}`, rows: 1 }),
    (choose) => h('svg', { viewBox: '0 0 24 24' }, h('path', { d: `M${choose(9)} 0`, class: 'a' })),
    (choose, depth) => h(Fragment, null, ...children(choose, depth)),
  ]
  const children = (choose: Choose, depth: number) =>
    depth === 0 ? [] : places.map((kind) => (choose(3) ? null : kind(choose, depth - 1)))
  const tree = (choose: Choose, depth: number): Preact.ComponentChild =>
    choose(5) ? h('div', props(choose), ...children(choose, depth)) : children(choose, depth)

  return {
    told,
    draw: (choose: Choose) => render(h('div', null, tree(choose, 2)), place),
    async touch(choose: Choose) {
      const all = [...place.querySelectorAll('*')]
      all[choose(all.length)]?.dispatchEvent(new Event('click', { bubbles: true }))
      parts[choose(parts.length)]?.forceUpdate()
      await null
      await null
    },
    /** Where each element of the drawing before stands now: what may be kept is kept. */
    places: (before: Element[]) => before.map((one) => [...place.querySelectorAll('*')].indexOf(one)),
    all: () => [...place.querySelectorAll('*')],
    erase: () => render(null, place),
  }
}

async function story(library: Library, seed: number): Promise<unknown[]> {
  const choose = chooser(seed)
  const place = document.createElement('div')
  const { draw, touch, told, all, places, erase } = painter(library, place)
  const seen: unknown[] = []
  for (let step = 0; step < 8; step++) {
    const before = all()
    draw(choose)
    seen.push(place.innerHTML, places(before))
    await touch(choose)
  }
  erase()
  return [...seen, place.innerHTML, told]
}

/** Signals that hang on each other at random, written at random. */
function sums({ signal, computed, effect, batch, untracked, createModel }: Library, seed: number): unknown[] {
  const choose = chooser(seed)
  const told: unknown[] = []
  const Model = createModel(() => {
    const sources = Array.from({ length: 4 }, () => signal(choose(5)))
    const all: Readable[] = [...sources]
    for (let n = 0; n < 8; n++) {
      const from = Array.from({ length: 1 + choose(3) }, () => all[choose(all.length)])
      const isLazy = choose(2) === 0
      all.push(computed(() => from.reduce((sum, one) => (isLazy && sum > 6 ? sum : sum + (one?.value ?? 0)), 0) % 11))
    }
    for (const one of all.slice(-4))
      effect(() => {
        told.push(one.value)
        return () => void told.push('over')
      })
    // Effects that write what others read, that make effects, and values that fail.
    const echo = signal(0)
    const failing = computed(() => {
      if ((all[6]?.value ?? 0) % 3 === 2) throw new Error(`no ${echo.value}`)
      return echo.value
    })
    effect(() => {
      echo.value = (all[7]?.value ?? 0) + untracked(() => all[8]?.value ?? 0)
      return () => void told.push('echo over')
    })
    effect(() => {
      try {
        told.push(failing.value)
      } catch (error) {
        told.push(`${error}`)
      }
      const end = effect(() => void told.push(echo.value > 5 ? 'much' : all[4]?.value))
      return end
    })
    return {
      set: (n: number, value: number) => {
        const source = sources[n]
        if (source) source.value = value
      },
      peek: (n: number) => all[n]?.peek(),
    }
  })
  const model = new Model()
  for (let step = 0; step < 20; step++) {
    if (choose(3)) model.set(choose(4), choose(5))
    else
      batch(() => {
        for (const n of [0, 1, 2]) model.set(n, choose(5))
      })
    told.push(model.peek(choose(12)))
  }
  model[Symbol.dispose]()
  model.set(0, 77)
  return told
}

describe('Preact and signals without what the messenger does not use', () => {
  let whole: Library
  let part: Library
  beforeAll(async () => {
    ;[whole, part] = await Promise.all([load('whole', false), load('lean', true)])
  })

  it('draws as the whole does, keeps what it keeps, and tells the same', async () => {
    for (let seed = 1; seed <= 60; seed++)
      expect(await story(part, seed), `seed ${seed}`).toEqual(await story(whole, seed))
  })

  it('computes as the whole does', () => {
    for (let seed = 1; seed <= 150; seed++) expect(sums(part, seed), `seed ${seed}`).toEqual(sums(whole, seed))
  })

  it('hands on what an effect throws, and runs the others', () => {
    for (const { signal, effect } of [whole, part]) {
      const one = signal(0)
      const seen: number[] = []
      effect(() => {
        if (one.value) throw new Error('bad')
        return () => undefined
      })
      effect(() => {
        seen.push(one.value)
        return () => undefined
      })
      expect(() => {
        one.value = 1
      }).toThrow('bad')
      expect(seen).toEqual([0, 1])
    }
  })

  it('ends a circle with an error', () => {
    for (const { signal, effect } of [whole, part]) {
      const one = signal(0)
      expect(() =>
        effect(() => {
          one.value = one.value + 1
          return () => undefined
        }),
      ).toThrow('Cycle')
    }
  })

  it('hands on what a view throws, and draws the next', () => {
    for (const { h, render } of [whole, part]) {
      const place = document.createElement('div')
      const Bad = (): never => {
        throw new Error('bad')
      }
      expect(() => render(h('p', null, h(Bad, null)), place)).toThrow('bad')
      render(h('b', null, 'good'), place)
      expect(place.textContent).toContain('good')
    }
  })

  it('is asked for nothing else by the sources of the widget and its client', () => {
    const NOT_THERE =
      /dangerouslySetInnerHTML|\bstyle=|\bstyle: \{|on[A-Z]\w+Capture\b|createContext|createPortal|hydrate\(|getDerivedState|shouldComponentUpdate|componentWill(Mount|Rec|Upd)|componentDidCatch|\.setState\(|<(math|foreignObject|template)\b|(?<!pushManager)\.subscribe\(|\bwatched:|from 'preact\/(hooks|compat)'/
    const files = globSync('packages/{widget/src/app,client/src}/**/*.{ts,tsx}', { cwd: root }).filter(
      (file) => !file.includes('.test.'),
    )
    expect(files.length).toBeGreaterThan(50)
    const asking = files.filter((file) => NOT_THERE.test(readFileSync(path.join(root, file), 'utf8')))
    expect(asking).toEqual([])
  })
})
