import type { CannedResponse, DepartmentId, Macro } from '@parley/protocol'
import { useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { createMacroRunner } from '../../models/macro-runner.ts'
import { actionText, type Known } from '../../models/macro-words.ts'
import type { OpenConversation } from '../../models/open-conversation.ts'
import type { Workbench } from '../../models/workbench.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogClose } from '../../ui/DialogClose.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Link } from '../Link.tsx'
import { settingsRoute } from '../Rail.tsx'
import { MacroOutcomes } from './MacroOutcomes.tsx'

/** Choose a macro, see what it will do here, run it. */
export function MacroDialog() {
  const bench = useWorkbench()
  const open = bench.open.value
  useEffect(() => {
    void bench.macros.load()
    bench.canned.ensure()
  }, [bench])
  if (!open) return null
  return (
    <Dialog title={t('macros.run')} isTitleHidden kind="pal mac" onClose={bench.ui.dismiss}>
      <Body key={open.model.id.value} open={open} />
    </Dialog>
  )
}

/** What actions are told with: read when they are shown, since it comes bit by bit. */
function knownIn({ people, canned, closing }: Workbench, { help }: OpenConversation): Known {
  return {
    nameOf: (id) => people.byId.value.get(id)?.name ?? people.departmentName(id as DepartmentId) ?? closing.nameOf(id), // one of the three
    canned: canned.all.value,
    values: help.values.value,
    locales: help.locales.value,
  }
}

function Body({ open }: { open: OpenConversation }) {
  const bench = useWorkbench()
  const { macros, toasts, ui, me, canned } = bench
  const known = knownIn(bench, open)
  const runner = useMemo(() => {
    const { composer, model } = open
    const desk = {
      ...{ handle: model.target(), me: me.id, now: bench.window.env.now },
      draft: {
        get: () => (composer.mode.peek() === 'reply' ? composer.draft.peek() : ''),
        set(text: string) {
          composer.setMode('reply')
          composer.setText(text)
        },
      },
      canned: known.canned,
      filesOf: (one: CannedResponse) =>
        Promise.all(one.files.map((file) => canned.copyFile(one, file, model.target().id.peek() ?? model.id.peek()))),
      ...{ values: known.values, locales: known.locales },
      departmentId: model.row.peek()?.departmentId ?? null,
      closedFor: model.row.peek()?.reason?.id,
    }
    return createMacroRunner({ desk, known, macros, toasts, close: ui.dismiss })
  }, [known.canned, known.values, known.locales])
  const run = runner.run.value
  if (run) return <MacroOutcomes run={run} known={known} onUndo={runner.undo} onClose={ui.dismiss} />
  return <Choice known={known} onRun={(macro) => void runner.start(macro)} />
}

function Choice({ known, onRun }: { known: Known; onRun(macro: Macro): void }) {
  const { macros, ui } = useWorkbench()
  const field = useRef<HTMLInputElement>(null)
  const query = useSignal('')
  const at = useSignal(0)
  useLayoutEffect(() => field.current?.focus(), [])
  const wanted = query.value.trim().toLowerCase()
  const found = macros.all.value.filter(({ name }) => name.toLowerCase().includes(wanted))
  const chosen = found[Math.min(at.value, found.length - 1)] ?? null
  const move = (step: number) => {
    if (found.length > 0) at.value = (at.value + step + found.length) % found.length
  }
  return (
    <>
      <div class="pal-i">
        <Icon name="bolt" size={20} />
        <input
          ref={field}
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="macro-list"
          aria-activedescendant={chosen ? `macro-${chosen.id}` : undefined}
          aria-label={t('macros.run')}
          placeholder={t('macros.run')}
          value={query.value}
          onInput={({ currentTarget }) => {
            query.value = currentTarget.value
            at.value = 0
          }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') move(1)
            else if (event.key === 'ArrowUp') move(-1)
            else if (event.key === 'Enter' && chosen) onRun(chosen)
            else return
            event.preventDefault()
          }}
        />
        <DialogClose onClose={ui.dismiss} />
      </div>
      <div class="mac-cols">
        <div class="pal-l" id="macro-list" role="listbox" aria-label={t('settings.macros')} tabIndex={0}>
          {found.map((macro, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and the keys.
            // biome-ignore lint/a11y/useFocusableInteractive: the active option is told by aria-activedescendant.
            <div
              key={macro.id}
              class="pal-o"
              role="option"
              id={`macro-${macro.id}`}
              aria-selected={macro === chosen}
              onMouseMove={() => {
                at.value = index
              }}
              onClick={() => onRun(macro)}
            >
              <Icon name="bolt" />
              <span class="cut">{macro.name}</span>
            </div>
          ))}
        </div>
        {chosen && <Steps macro={chosen} known={known} />}
      </div>
      {found.length === 0 && <Nothing />}
    </>
  )
}

/** What it will do here, before it does it. */
function Steps({ macro, known }: { macro: Macro; known: Known }) {
  return (
    <section class="mac-p" aria-label={t('macros.will')}>
      <h3>{t('macros.will')}</h3>
      <ol>
        {macro.actions.map((action, index) => (
          <li key={index} dir="auto">
            {actionText(action, known)}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Nothing() {
  const { macros, ui } = useWorkbench()
  const state = macros.state.value
  if (state === 'failed')
    return (
      <p class="mac-n" role="alert">
        {t('settings.failed')}{' '}
        <button type="button" class="btn btn-s" onClick={() => void macros.load()}>
          {t('action.retry')}
        </button>
      </p>
    )
  if (state !== 'ready')
    return (
      <p class="mac-n" aria-busy="true">
        {t('macros.loading')}
      </p>
    )
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the link in it has the keys.
    <p class="mac-n" onClick={ui.dismiss}>
      {t(macros.all.value.length > 0 ? 'macros.no_match' : 'macros.none')}{' '}
      <Link to={settingsRoute('macros')}>{t('macros.write')}</Link>
    </p>
  )
}
