import { useEffect, useRef, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { direction, t } from '../../i18n/translate.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import type { MessageItem } from '../../models/thread-blocks.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { MenuItem } from '../../ui/Menu.tsx'
import { placePopover } from '../../ui/place-popover.ts'
import { EmojiPopover } from '../composer/EmojiPopover.tsx'
import { SplitItem } from '../splitting/SplitItem.tsx'

const QUICK = ['👍', '❤️', '😂', '🎉', '😮', '🙏'] as const

type Props = { message: MessageItem; model: ConversationModel }
type Open = 'nothing' | 'menu' | 'emoji' | 'deletion'

/** The way from a message to what can be done with it: seen on hover and focus, drawn in full when it is pressed. */
export function MessageTools({ message, model }: Props) {
  const opener = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState<Open>('nothing')
  const close = () => setOpen('nothing')
  // What a conversation was begun with is of the one where it was said.
  const isElsewhere = message.n !== null && message.n < 0
  if (!message.messageId || !message.body || isElsewhere) return null
  return (
    <>
      <button
        ref={opener}
        type="button"
        class="mt"
        aria-label={t('message.tools')}
        title={t('message.tools')}
        aria-haspopup="menu"
        aria-expanded={open === 'menu'}
        onClick={() => setOpen('menu')}
      >
        <Icon name="more" size={16} />
      </button>
      {open === 'menu' && opener.current && (
        <MessageMenu
          {...{ message, model, onOpen: setOpen }}
          anchor={opener.current}
          onClose={() => setOpen((now) => (now === 'menu' ? 'nothing' : now))}
        />
      )}
      {open === 'emoji' && opener.current && (
        <EmojiPopover
          anchor={opener.current}
          onClose={close}
          onPick={(emoji) => {
            void model.react(message, emoji)
            close()
          }}
        />
      )}
      {open === 'deletion' && <Deletion message={message} model={model} onClose={close} />}
    </>
  )
}

type MenuProps = Props & { anchor: HTMLElement; onOpen(next: Open): void; onClose(): void }

function MessageMenu({ message, model, anchor, onOpen, onClose }: MenuProps) {
  const popover = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!popover.current) return
    popover.current.showPopover()
    placePopover(popover.current, anchor)
    popover.current.querySelector('button')?.focus()
  }, [])
  /** The popover goes first and gives the focus back; what is chosen may then take it. */
  const choose = (act: () => void, next: Open = 'nothing') => {
    popover.current?.hidePopover()
    onOpen(next)
    act()
  }
  return (
    <div
      ref={popover}
      class="menu"
      popover="auto"
      role="menu"
      tabIndex={-1}
      aria-label={t('message.tools')}
      onToggle={(event) => {
        if (event.newState === 'closed') onClose()
      }}
      onKeyDown={moveIn}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a row of a menu is no group of a form. */}
      <div class="quick" role="group">
        {QUICK.map((emoji) => (
          <button
            key={emoji}
            type="button"
            role="menuitemcheckbox"
            aria-checked={model.hasReacted(message, emoji)}
            aria-label={t('message.react', { emoji })}
            onClick={() => choose(() => void model.react(message, emoji))}
          >
            {emoji}
          </button>
        ))}
        <button
          type="button"
          role="menuitem"
          aria-label={t('message.react_more')}
          onClick={() => choose(() => undefined, 'emoji')}
        >
          <Icon name="plus" size={16} />
        </button>
      </div>
      <hr />
      <Verbs message={message} model={model} choose={choose} />
    </div>
  )
}

type VerbsProps = Props & { choose(act: () => void, next?: Open): void }

function Verbs({ message, model, choose }: VerbsProps) {
  const { open, toasts, ui } = useWorkbench()
  const composer = open.value?.composer
  const text = message.body?.text ?? ''
  const write = (begin: () => void) => () =>
    choose(() => {
      begin()
      ui.ask('composer')
    })
  const copy = async () => {
    // Whoever forbids the clipboard also hears nothing of it.
    await navigator.clipboard?.writeText(text).then(
      () => toasts.show({ text: t('message.copied'), tone: 'plain' }),
      () => undefined,
    )
  }
  return (
    <>
      {composer && (
        <MenuItem icon={<Icon name="reply" size={16} />} onChoose={write(() => composer.reply(message))}>
          {t(message.kind === 'note.new' && !model.isTeam.value ? 'message.note_about' : 'message.reply')}
        </MenuItem>
      )}
      {text && (
        <MenuItem icon={<Icon name="copy" size={16} />} onChoose={() => choose(() => void copy())}>
          {t('message.copy')}
        </MenuItem>
      )}
      {composer && model.canEdit(message) && (
        <MenuItem icon={<Icon name="edit" size={16} />} onChoose={write(() => composer.edit(message))}>
          {t('message.edit')}
        </MenuItem>
      )}
      <SplitItem message={message} model={model} choose={choose} />
      {model.canDelete(message) && (
        <>
          <hr />
          <MenuItem
            icon={<Icon name="trash" size={16} />}
            isDanger
            onChoose={() => choose(() => undefined, 'deletion')}
          >
            {t('message.delete')}
          </MenuItem>
        </>
      )}
    </>
  )
}

function moveIn(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const right = direction() === 'rtl' ? -1 : 1
  const step = { ArrowDown: 1, ArrowRight: right, ArrowUp: -1, ArrowLeft: -right }[event.key]
  if (event.key === 'Escape') event.stopPropagation()
  if (!step) return
  event.preventDefault()
  event.stopPropagation()
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('button')]
  all.at((all.indexOf(event.target as HTMLElement) + step) % all.length)?.focus()
}

function Deletion({ message, model, onClose }: Props & { onClose(): void }) {
  return (
    <Dialog title={t('message.delete_ask')} onClose={onClose}>
      <p>{t(message.kind === 'note.new' ? 'message.delete_note' : 'message.delete_what')}</p>
      <div class="dialog-f">
        <button type="button" class="btn" onClick={onClose}>
          {t('message.keep')}
        </button>
        <button
          type="button"
          class="btn btn-danger"
          onClick={() => {
            onClose()
            void model.removeMessage(message)
          }}
        >
          {t('message.delete_yes')}
        </button>
      </div>
    </Dialog>
  )
}
