import type { Action, MessageBody } from '@parley/protocol'
import type { ComponentType } from 'preact'
import type { MessageItem } from '../models/items.ts'
import type { Models } from '../models/models.ts'
import type { FilesProps } from './files.ts'

export type RichProps = { item: MessageItem; models: Models; Files: ComponentType<FilesProps> }
/** What one message offers: how it is drawn, and what a press does. */
export type Offer = RichProps & { body: Exclude<MessageBody, { type: 'text' }>; press(action: Action): void }
