import { signal } from '@preact/signals'
import type { VisitorModel } from '../visitor-model.ts'

/** Which visitor is to be linked: what is fetched when it is needed takes no properties. */
export const linking = signal<{ who: VisitorModel; close(): void } | null>(null)
