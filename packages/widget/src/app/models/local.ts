import type { Card } from '@parley/protocol'
import type { MessageItem } from './items.ts'

/** A message of the page itself: nobody else sees it, and what is chosen goes to the page alone. */
export type LocalItem = MessageItem & { local(value: string): void }

/** Where an item is one; of all others undefined. */
export const localOf = (item: MessageItem): LocalItem['local'] | undefined => (item as Partial<LocalItem>).local

/** A card of the page may show a picture of the page. */
export type LocalCard = Card & { src: string }
