import type { SiteSettings } from '@parley/protocol'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { ChatModel } from './models/chat-model.ts'
import type { ComposerModel } from './models/composer-model.ts'
import type { FileLinks } from './models/file-links.ts'

export type Models = {
  settings: SiteSettings
  chat: ChatModel
  composer: ComposerModel
  links: FileLinks
  close(): void
}

/** The one context of the messenger: it carries the models. */
export const ModelContext = createContext<Models | null>(null)

export function useModels(): Models {
  const models = useContext(ModelContext)
  if (!models) throw new Error('rendered outside the messenger')
  return models
}
