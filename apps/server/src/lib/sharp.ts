export type Sharp = typeof import('sharp')['default']

/** What makes images anew; null where this machine has no build of it. The first call loads it. */
export function createSharpLoader(): () => Promise<Sharp | null> {
  let loading: Promise<Sharp | null> | null = null
  return () => {
    loading ??= load()
    return loading
  }
}

async function load(): Promise<Sharp | null> {
  try {
    const { default: sharp } = await import('sharp')
    sharp.cache(false)
    sharp.concurrency(1)
    return sharp
  } catch {
    return null // an optional dependency
  }
}
