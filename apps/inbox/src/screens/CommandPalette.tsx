import { useModel } from '@preact/signals'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { useWorkbench } from '../context.ts'
import { shortAgo } from '../format/times.ts'
import { t } from '../i18n/translate.ts'
import { runCommand } from '../keyboard/commands.ts'
import { type Option, PaletteModel } from '../models/palette-model.ts'
import { SearchModel } from '../models/search-model.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogClose } from '../ui/DialogClose.tsx'
import { Icon } from '../ui/Icon.tsx'
import type { IconName } from '../ui/icons.ts'
import { Keys } from './Help.tsx'

/** Of each kind. */
const MOST_FOUND = 4

/** Everything that can be done, by typing its beginning. It shows each command's key, so it teaches them. */
export function CommandPalette() {
  const bench = useWorkbench()
  const { ui, client, window, canned } = bench
  const search = useModel(() => new SearchModel({ client, env: window.env, canned: canned.all, limit: MOST_FOUND }))
  const model = useMemo(
    () =>
      new PaletteModel({
        shortcuts: bench.shortcuts.peek(),
        rows: bench.list.rows,
        isOpen: bench.open.peek() !== null,
        run: (id) => runCommand(bench, id),
        open: (row) => bench.goToConversation(row.id),
        search,
        go: bench.router.go,
      }),
    [bench],
  )
  const field = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => field.current?.focus(), [])

  const choose = (option: Option | null) => {
    ui.dismiss()
    model.choose(option)
  }
  const chosen = model.chosen.value
  return (
    <Dialog title={t('palette.title')} isTitleHidden kind="pal" onClose={ui.dismiss}>
      <div class="pal-i">
        <Icon name="search" size={20} />
        <input
          ref={field}
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={chosen ? `palette-${chosen.key}` : undefined}
          aria-label={t('palette.field')}
          placeholder={t('palette.field')}
          value={model.query.value}
          onInput={(event) => model.setQuery(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') model.move(1)
            else if (event.key === 'ArrowUp') model.move(-1)
            else if (event.key === 'Enter') choose(chosen)
            else return
            event.preventDefault()
          }}
        />
        <DialogClose onClose={ui.dismiss} />
      </div>
      <div class="pal-l" id="palette-list" role="listbox" aria-label={t('palette.results')} tabIndex={0}>
        {model.groups.value.length === 0 && <p class="none">{t('palette.nothing')}</p>}
        {model.groups.value.map(({ title, options }) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options in a listbox is no fieldset.
          <div key={title} role="group" aria-label={title}>
            <div class="pal-g" aria-hidden="true">
              {title}
            </div>
            {options.map((option) => (
              <Choice
                key={option.key}
                option={option}
                needle={model.needle.value}
                isChosen={option.key === chosen?.key}
                onChoose={() => choose(option)}
              />
            ))}
          </div>
        ))}
      </div>
    </Dialog>
  )
}

type ChoiceProps = { option: Option; needle: string; isChosen: boolean; onChoose(): void }

function Choice({ option, needle, isChosen, onChoose }: ChoiceProps) {
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isChosen) element.current?.scrollIntoView?.({ block: 'nearest' })
  }, [isChosen])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and the keys.
    // biome-ignore lint/a11y/useFocusableInteractive: the active option is told by aria-activedescendant.
    <div
      ref={element}
      class="pal-o"
      role="option"
      id={`palette-${option.key}`}
      aria-selected={isChosen}
      onClick={onChoose}
    >
      <Icon name={iconOf(option)} />
      <span class="cut">
        <Marked text={option.text} needle={needle} />
      </span>
      <span class="k">
        {option.type === 'command' ? <FirstKeys keys={option.shortcut.keys} /> : <Ago at={timeOf(option)} />}
      </span>
    </div>
  )
}

function iconOf(option: Option): IconName {
  if (option.type === 'command') return option.shortcut.icon
  return option.type === 'place' ? option.icon : 'chat'
}

function timeOf(option: Exclude<Option, { type: 'command' }>): string | null {
  return option.type === 'place' ? option.at : option.row.updatedAt
}

function Ago({ at }: { at: string | null }) {
  const { now } = useWorkbench()
  return at ? <span class="faint">{shortAgo(at, now.value)}</span> : null
}

const FirstKeys = ({ keys: [first] }: { keys: readonly string[] }) => (first ? <Keys keys={first} /> : null)

function Marked({ text, needle }: { text: string; needle: string }) {
  const at = needle === '' ? -1 : text.toLowerCase().indexOf(needle)
  if (at === -1) return <>{text}</>
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + needle.length)}</mark>
      {text.slice(at + needle.length)}
    </>
  )
}
