import type { Cluster } from './cluster.ts'

/** How often instances are asked whether they are ready. */
const ASKED_EVERY_MS = 200

/** Sends new connections to the instances that say to be ready, as a load balancer does; the result stops it. */
export function balance({ instances, open }: Cluster): () => Promise<void> {
  let isOver = false
  async function ask(i: number): Promise<void> {
    const { port } = instances[i] ?? {}
    const isReady = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
      ({ ok }) => ok,
      () => false, // nobody listens
    )
    if (isReady) open.add(i)
    else open.delete(i)
  }
  async function run(): Promise<void> {
    while (!isOver) {
      await Promise.all(instances.map((_, i) => ask(i)))
      await new Promise((resolve) => setTimeout(resolve, ASKED_EVERY_MS))
    }
  }
  const running = run()
  return async () => {
    isOver = true
    await running
    for (const i of instances.keys()) open.add(i)
  }
}
