import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Violation = { id: string; help: string; nodes: { target: unknown; failureSummary?: string }[] }

/** What axe-core finds wrong on the page as it stands, one line per element; empty is good. `more`: rules that are off by default. */
export async function axeFindings(page: Page, more: readonly 'target-size'[] = []): Promise<string[]> {
  // A page that was judged before has it still: half a megabyte of source, parsed anew, for each of hundreds of states.
  if (!(await page.evaluate("'axe' in globalThis"))) await page.evaluate(source)
  const violations = await page.evaluate(async (names) => {
    // A colour on its way to another is neither: what moves for a while is judged where it ends.
    const trees = [document, ...[...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? [])]
    const running = trees.flatMap((tree) => tree.getAnimations()).filter(({ playState }) => playState === 'running')
    const ending = running.filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(ending.map(({ finished }) => finished))
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } }
    const rules = Object.fromEntries(names.map((name) => [name, { enabled: true }]))
    return (await axe.run({ resultTypes: ['violations'], rules })).violations
  }, more)
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help} at ${JSON.stringify(node.target)} ${node.failureSummary ?? ''}`),
  )
}
