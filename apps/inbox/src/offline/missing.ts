import { signal } from '@preact/signals'

/** How often a part of the app did not come: without a line, or because a deploy took it away. */
export const missing = signal(0)

export function noteMissing(): void {
  missing.value++
}
