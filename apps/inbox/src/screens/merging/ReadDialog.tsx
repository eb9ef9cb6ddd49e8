import type { Actor, ConversationId, LogEntry } from '@parley/protocol'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { fullTime } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import { Dialog } from '../../ui/Dialog.tsx'

type Pages = { entries: readonly LogEntry[]; hasMore: boolean } | 'loading' | 'failed'

/** What was said in a conversation before it was merged into another one: to be read, and to be taken out again. */
export function ReadDialog({ id }: { id: ConversationId }) {
  const { merging } = useWorkbench()
  const pages = useSignal<Pages>('loading')
  async function load(): Promise<void> {
    const had = typeof pages.peek() === 'object' ? (pages.peek() as Exclude<Pages, string>).entries : []
    if (had.length === 0) pages.value = 'loading'
    try {
      const page = await merging.messagesOf(id, had[0]?.n)
      pages.value = { entries: [...page.entries, ...had], hasMore: page.hasMore }
    } catch {
      pages.value = 'failed' // told on screen
    }
  }
  useEffect(() => void load(), [])
  const shown = pages.value
  return (
    <Dialog title={t('merging.read.title')} kind="dialog-form" onClose={merging.close}>
      <div class="dialog-body mrg-b">
        {shown === 'loading' && <p role="status">{t('thread.loading')}</p>}
        {shown === 'failed' && (
          <p role="alert">
            {t('merging.read.failed')}{' '}
            <button type="button" class="linkish" onClick={() => void load()}>
              {t('action.retry')}
            </button>
          </p>
        )}
        {typeof shown === 'object' && <Said {...shown} onEarlier={() => void load()} />}
        <div class="dialog-f">
          <button type="button" class="btn" aria-busy={merging.isBusy.value} onClick={() => merging.undo(id)}>
            {t('merging.undo')}
          </button>
          <button type="button" class="btn btn-primary" onClick={merging.close}>
            {t('edited.close')}
          </button>
        </div>
      </div>
    </Dialog>
  )
}

function Said({ entries, hasMore, onEarlier }: Exclude<Pages, string> & { onEarlier(): void }) {
  const said = entries.filter(({ e }) => e.kind === 'msg.new' || e.kind === 'note.new')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
    <section class="mrg-l" aria-label={t('thread.messages')} tabIndex={0}>
      {hasMore && (
        <button type="button" class="linkish" onClick={onEarlier}>
          {t('merging.read.earlier')}
        </button>
      )}
      {said.length === 0 && <p class="muted">{t('merging.read.nothing')}</p>}
      {said.map((entry) => (
        <Message key={entry.id} entry={entry} />
      ))}
    </section>
  )
}

function Message({ entry: { e } }: { entry: LogEntry }) {
  const { people, me } = useWorkbench()
  if (e.kind !== 'msg.new' && e.kind !== 'note.new') return null
  const { body, actor, ts } = e
  const files = (body?.attachments ?? []).map(({ name }) => name)
  return (
    <article class={e.kind === 'note.new' ? 'mrg-m mrg-n' : 'mrg-m'}>
      <header>
        <b dir="auto">{nameOf(actor, me.id, people.byId.value.get(actor.id)?.name)}</b>
        {e.kind === 'note.new' && <span class="chip">{t('merging.read.note')}</span>}
        <time class="faint" dateTime={ts}>
          {fullTime(ts)}
        </time>
      </header>
      <p dir="auto">{body ? body.fallback : t('row.removed')}</p>
      {files.length > 0 && <p class="faint">{files.join(', ')}</p>}
    </article>
  )
}

function nameOf({ type, id, name }: Actor, me: string, known: string | undefined): string {
  if (id === me) return t('who.you')
  return name ?? known ?? t(type === 'visitor' || type === 'contact' ? 'who.visitor' : 'who.colleague')
}
