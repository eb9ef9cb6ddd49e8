import type { Site } from '../site.ts'

/** What of the widget is shown: its launcher, its home view, a conversation, or a form in its place. */
export type PreviewView = 'closed' | 'home' | 'thread' | 'prechat' | 'offline'

/** What the inbox tells the preview's frame, by message: a site as it is not saved yet, and how to look at it. */
export type PreviewAsked = {
  parley: 'preview'
  site: Pick<Site, 'key' | 'name' | 'color' | 'side' | 'theme' | 'greeting' | 'language' | 'options' | 'logo'>
  view: PreviewView
  /** The visitor's device is set to dark. */
  isDark: boolean
  /** The visitor's language. */
  locale: string
  /** What visitor and agent say in the conversation that is shown. */
  words: { visitor: string; agent: string }
}
