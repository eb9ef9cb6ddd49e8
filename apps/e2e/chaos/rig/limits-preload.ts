// Loaded before a server (`--import`): its limits are those of the query, so that a short run need not wait for the
// product's own. Clients hear of theirs with `welcome`.
const limits = new URL('../../../../packages/protocol/src/limits.ts', import.meta.url)
const { LIMITS } = (await import(limits.href)) as { LIMITS: Record<string, number> }

for (const [name, value] of new URL(import.meta.url).searchParams) {
  if (!(name in LIMITS)) throw new Error(`${name} is no limit`)
  LIMITS[name] = Number(value)
}
