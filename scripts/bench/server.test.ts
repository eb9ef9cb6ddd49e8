import { expect, it } from 'vitest'
import { runBench } from './server/index.ts'
import { readOptions } from './server/options.ts'

it('the bench measures our server and a floor completely: every message acknowledged, and told to both watchers', async () => {
  const short = ['--sockets', '50', '--seconds', '2', '--rate', '50', '--step', '1', '--stored', '0']
  const { results, lines } = await runBench(readOptions([...short, '--only', 'ours-embedded,floor-sqlite']))

  for (const name of ['ours-embedded', 'floor-sqlite'] as const) {
    const figures = results[name]
    expect(figures?.load).toMatchObject({
      sent: 100,
      acknowledged: 100,
      refused: 0,
      delivered: 200,
      troubles: 0,
      why: [],
    })
    expect(figures?.cpuPer1000).toBeGreaterThan(0)
    expect(figures?.connectsPerSecond).toBeGreaterThan(0)
    expect(figures?.load.ack.p50).toBeGreaterThan(0)
    expect(figures?.load.row.p999).toBeGreaterThan(0)
    expect(Number.isFinite(figures?.kbPerSocket)).toBe(true)
    expect(Number.isFinite(figures?.loopDelayP99Ms)).toBe(true)
    expect(figures?.highest).not.toBeNull()
  }
  expect(results['ours-embedded']?.load.event.p50).toBeGreaterThan(0)

  const text = lines.join('\n')
  expect(text).toMatch(/Parley, embedded store .*\n\| floor: ws \+ node:sqlite/)
  expect(text).toMatch(/CPU beside its floor +\| +≤ 2 × \| +[\d.]+ × \| +(ok|missed) \|/)
  expect(text).toMatch(/CPU below the Socket.IO stack .*not measured/)
  expect(text).toMatch(/acknowledged, and delivered to watchers +\| +all \| 100 of 100, 200 of 200 \| +ok/)
}, 240_000)

it('the bench says what is wrong with an option', () => {
  expect(() => readOptions(['--only', 'ours'])).toThrow('--only: ours is none of ours-embedded, ours-mongo, peer')
  expect(() => readOptions(['--sockets', '0'])).toThrow('--sockets must be a number, 1 or more')
})
