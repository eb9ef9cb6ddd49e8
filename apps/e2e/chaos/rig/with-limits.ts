/** Arguments of Node for a server with other limits than the protocol's, by their names. */
export function withLimits(limits: Record<string, number>): string[] {
  const preload = new URL('./limits-preload.ts', import.meta.url)
  for (const [name, value] of Object.entries(limits)) preload.searchParams.set(name, String(value))
  return ['--import', preload.href]
}
