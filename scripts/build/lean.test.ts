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
  effect(run: () => () => void): () => void
  batch(run: () => void): void
  createModel(make: () => Sums): new () => Sums & Disposable
}
type Library = Pick<typeof Preact, 'h' | 'render' | 'Fragment' | 'Component'> & Signals

const EXPORTS = `export { h, render, Fragment, Component } from 'preact'
export { signal, computed, effect, batch, createModel } from '@preact/signals-core'`

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

/** A person who draws trees of everything that the widget's views are made of, and hears what they tell. */
function painter({ h, render, Fragment, Component }: Library, place: Element) {
  const told: string[] = []
  class Part extends Component<{ name: string; tree: Preact.ComponentChild }> {
    override componentDidMount() {
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
  const parts: { forceUpdate(): void }[] = []
  const Plain = ({ tree }: { tree: Preact.ComponentChild }) => h('i', null, tree)

  function props(choose: Choose) {
    const name = `p${choose(20)}`
    return {
      ...(choose(2) && { key: `k${choose(6)}` }),
      ...(choose(3) === 0 && { class: `c${choose(4)}` }),
      ...(choose(4) === 0 && { 'aria-hidden': choose(2) === 0 }),
      ...(choose(4) === 0 && { hidden: choose(2) === 0 }),
      ...(choose(5) === 0 && { style: { width: `${choose(9)}px`, '--x': choose(2) ? `${choose(3)}` : null } }),
      ...(choose(5) === 0 && { onClick: () => told.push(`click ${name}`) }),
      ...(choose(6) === 0 && {
        ref: (element: Element | null) => void told.push(`${name} ${element ? 'held' : 'let go'}`),
      }),
    }
  }

  const name = (choose: Choose) => `k${choose(6)}`
  const hold = (part: Part | null) => void (part && parts.push(part))
  const children = (choose: Choose, depth: number) => Array.from({ length: choose(6) }, () => tree(choose, depth - 1))
  const leaves: ((choose: Choose) => Preact.ComponentChild)[] = [
    (choose) => `text ${choose(5)}`,
    (choose) => [null, false, true, undefined][choose(4)],
    (choose) => choose(100),
    (choose) => h('input', { value: `${choose(3)}`, type: 'checkbox', checked: choose(2) === 0 }),
    (choose) => h('textarea', { value: `${choose(3)}`, rows: 1 }),
    (choose) => h('svg', { viewBox: '0 0 24 24' }, h('path', { d: `M${choose(9)} 0`, class: 'a' })),
  ]
  const element = (choose: Choose, depth: number) =>
    h(['div', 'p', 'button'][choose(3)] ?? 'p', props(choose), ...children(choose, depth))
  const part = (choose: Choose, depth: number) =>
    h(Part, { key: name(choose), name: name(choose), tree: tree(choose, depth - 1), ref: hold } as never)
  const branches: ((choose: Choose, depth: number) => Preact.ComponentChild)[] = [
    (choose, depth) => h(Fragment, { key: choose(2) ? name(choose) : undefined }, ...children(choose, depth)),
    children,
    (choose, depth) => h(Plain, { tree: tree(choose, depth - 1) }),
    ...[part, part, element, element],
  ]

  function tree(choose: Choose, depth: number): Preact.ComponentChild {
    const kinds = depth === 0 ? leaves : [...leaves, ...branches]
    return kinds[choose(kinds.length)]?.(choose, depth)
  }

  return {
    told,
    draw: (choose: Choose) => render(h('div', null, tree(choose, 4)), place),
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
  for (let step = 0; step < 12; step++) {
    const before = all()
    draw(choose)
    seen.push(place.innerHTML, places(before))
    await touch(choose)
  }
  erase()
  return [...seen, place.innerHTML, told]
}

/** Signals that hang on each other at random, written at random. */
function sums({ signal, computed, effect, batch, createModel }: Library, seed: number): unknown[] {
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
    for (let seed = 1; seed <= 150; seed++)
      expect(await story(part, seed), `seed ${seed}`).toEqual(await story(whole, seed))
  })

  it('computes as the whole does', () => {
    for (let seed = 1; seed <= 150; seed++) expect(sums(part, seed), `seed ${seed}`).toEqual(sums(whole, seed))
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
      /dangerouslySetInnerHTML|createContext|createPortal|hydrate\(|getDerivedState|shouldComponentUpdate|componentWill(Mount|Rec|Upd)|componentDidCatch|\.setState\(|<(math|foreignObject|template)\b|(?<!pushManager)\.subscribe\(|\bwatched:|from 'preact\/(hooks|compat)'/
    const files = globSync('packages/{widget/src/app,client/src}/**/*.{ts,tsx}', { cwd: root }).filter(
      (file) => !file.includes('.test.'),
    )
    expect(files.length).toBeGreaterThan(50)
    const asking = files.filter((file) => NOT_THERE.test(readFileSync(path.join(root, file), 'utf8')))
    expect(asking).toEqual([])
  })
})
