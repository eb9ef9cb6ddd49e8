import type { ConversationId, ConversationRow } from '@parley/protocol'
import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { previewOf } from '../../format/rows.ts'
import { fullTime, shortAgo } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import { candidatesFor } from '../../models/merging/merging-model.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogClose } from '../../ui/DialogClose.tsx'
import { Icon } from '../../ui/Icon.tsx'

/** Into which conversation of the same person; what happens stands beside it before it does. */
export function ChooseDialog({ id }: { id: ConversationId }) {
  const { merging, visitor, open } = useWorkbench()
  const row = open.value?.model.row.value
  const who = visitor.value
  const state = who?.state.value ?? 'loading'
  return (
    <Dialog title={t('merging.title')} isTitleHidden kind="pal mac" onClose={merging.close}>
      {row?.id === id && who && state === 'ready' ? (
        <Choice row={row} all={candidatesFor(row, who.conversations.value)} />
      ) : (
        <div class="mrg-e" role={state === 'failed' ? 'alert' : 'status'}>
          <p>{t(state === 'failed' ? 'merging.unknown' : 'merging.loading')}</p>
          {state === 'failed' && (
            <button type="button" class="btn" onClick={who?.retry}>
              {t('action.retry')}
            </button>
          )}
        </div>
      )}
    </Dialog>
  )
}

const words = (one: ConversationRow) =>
  [previewOf(one).text, t(`status.${one.status}`), one.id, ...one.tags].join(' ').toLowerCase()

type ChoiceProps = { row: ConversationRow; all: readonly ConversationRow[] }

function Choice({ row, all }: ChoiceProps) {
  const { merging } = useWorkbench()
  const field = useRef<HTMLInputElement>(null)
  const query = useSignal('')
  const at = useSignal(0)
  const problem = useSignal<string | null>(null)
  useLayoutEffect(() => field.current?.focus(), [])
  const wanted = query.value.trim().toLowerCase()
  const found = all.filter((one) => words(one).includes(wanted))
  const chosen = found[Math.min(at.value, found.length - 1)] ?? null
  const choose = (index: number) => {
    at.value = index
    problem.value = null
  }
  const move = (step: number) => {
    if (found.length > 0) choose((at.value + step + found.length) % found.length)
  }
  const go = async () => {
    if (chosen && !merging.isBusy.peek()) problem.value = await merging.merge(row.id, chosen.id)
  }
  return (
    <>
      <div class="pal-i">
        <Icon name="transfer" size={20} />
        <input
          ref={field}
          type="text"
          role="combobox"
          aria-expanded={found.length > 0}
          aria-controls={found.length > 0 ? 'merge-list' : undefined}
          aria-activedescendant={chosen ? `merge-${chosen.id}` : undefined}
          aria-label={t('merging.search')}
          placeholder={t('merging.search')}
          value={query.value}
          onInput={({ currentTarget }) => {
            query.value = currentTarget.value
            choose(0)
          }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') move(1)
            else if (event.key === 'ArrowUp') move(-1)
            else if (event.key === 'Enter') void go()
            else return
            event.preventDefault()
          }}
        />
        <DialogClose onClose={merging.close} />
      </div>
      {found.length === 0 ? (
        <p class="mrg-e" role="status">
          {t(all.length === 0 ? 'merging.none' : 'merging.no_match')}
        </p>
      ) : (
        <div class="mac-cols">
          <div class="pal-l" id="merge-list" role="listbox" aria-label={t('merging.others')} tabIndex={0}>
            {found.map((one, index) => (
              <Option key={one.id} row={one} isChosen={one === chosen} onChoose={() => choose(index)} />
            ))}
          </div>
          {chosen && <Preview row={row} to={chosen} problem={problem.value} onMerge={() => void go()} />}
        </div>
      )}
    </>
  )
}

function Option({ row, isChosen, onChoose }: { row: ConversationRow; isChosen: boolean; onChoose(): void }) {
  const { now } = useWorkbench()
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and the keys.
    // biome-ignore lint/a11y/useFocusableInteractive: the active option is told by aria-activedescendant.
    <div class="pal-o" role="option" id={`merge-${row.id}`} aria-selected={isChosen} onClick={onChoose}>
      <Icon name="chat" />
      <span class="mrg-o">
        <span class="cut" dir="auto">
          {previewOf(row).text}
        </span>
        <span class="faint">
          {t(`status.${row.status}`)} · <time dateTime={row.updatedAt}>{shortAgo(row.updatedAt, now.value)}</time>
        </span>
      </span>
    </div>
  )
}

type PreviewProps = { row: ConversationRow; to: ConversationRow; problem: string | null; onMerge(): void }

function Preview({ row, to, problem, onMerge }: PreviewProps) {
  const { merging, people } = useWorkbench()
  const holder = to.assigneeId && (people.byId.value.get(to.assigneeId)?.name ?? t('who.colleague'))
  const wakes = row.status === 'open' && to.status !== 'open'
  return (
    <div class="mac-p" aria-live="polite">
      <h3>{t('merging.what')}</h3>
      <ol>
        <li>{t('merging.what.goes_on', { time: fullTime(to.createdAt) })}</li>
        <li>{t('merging.what.closes')}</li>
        <li>{holder ? t('merging.what.holder', { name: holder }) : t('merging.what.nobody')}</li>
        {wakes && <li>{t('merging.what.reopens')}</li>}
        <li>{t('merging.what.visitor')}</li>
        <li>{t('merging.what.undo')}</li>
      </ol>
      {problem && (
        <p class="mrg-p" role="alert">
          {problem}
        </p>
      )}
      <div class="dialog-f">
        <button type="button" class="btn btn-primary" aria-busy={merging.isBusy.value} onClick={onMerge}>
          {t('merging.verb')}
        </button>
      </div>
    </div>
  )
}
