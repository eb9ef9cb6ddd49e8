import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { nameOfTag, tintOfTag } from '../../format/tags.ts'
import { t } from '../../i18n/translate.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useTitleWithKeys } from '../KeyOf.tsx'
import { useAsked } from './use-asked.ts'

const TAG_LENGTH = 40

/** The tags of a conversation: a word and Enter adds one, the cross takes it away. */
export function Tags({ model, tags }: { model: ConversationModel; tags: readonly string[] }) {
  const { ui, tags: known } = useWorkbench()
  useEffect(known.need, [known])
  const [isAdding, setAdding] = useState(false)
  const askedAt = useAsked('tag')
  useLayoutEffect(() => {
    if (askedAt === 0) return
    setAdding(true)
    // Where the details are a drawer, it has to be open.
    if (matchMedia('(max-width: 1139px)').matches) ui.overlay.value = 'details'
  }, [askedAt])
  return (
    <>
      {tags.map((tag) => (
        <span
          key={tag}
          class={`chip chip-tag ${tintOfTag(known.of(tag))}`}
          title={known.of(tag)?.description || undefined}
        >
          {nameOfTag(known.of(tag), tag)}
          <button
            type="button"
            aria-label={t('tags.remove', { tag: nameOfTag(known.of(tag), tag) })}
            title={t('action.remove')}
            onClick={() => model.removeTag(tag)}
          >
            <Icon name="close" size={14} />
          </button>
        </span>
      ))}
      {isAdding ? (
        <TagField onAdd={model.addTag} onEnd={() => setAdding(false)} />
      ) : (
        <button
          type="button"
          class="ib ib-s"
          aria-label={t('tags.add')}
          title={useTitleWithKeys(t('tags.add'), 'tag')}
          onClick={() => setAdding(true)}
        >
          <Icon name="plus" size={14} />
        </button>
      )}
    </>
  )
}

function TagField({ onAdd, onEnd }: { onAdd(tag: string): void; onEnd(): void }) {
  const { tags } = useWorkbench()
  const field = useRef<HTMLInputElement>(null)
  const offered = useId()
  useLayoutEffect(() => field.current?.focus(), [])
  const add = () => {
    const tag = field.current?.value.replaceAll(',', ' ').trim() ?? ''
    if (tag) onAdd(tag)
    onEnd()
  }
  return (
    <>
      <input
        ref={field}
        list={offered}
        class="input input-s"
        aria-label={t('tags.field')}
        maxLength={TAG_LENGTH}
        onBlur={add}
        onKeyDown={(event) => {
          if (event.key === 'Enter') add()
          if (event.key !== 'Escape') return
          event.stopPropagation()
          onEnd()
        }}
      />
      <datalist id={offered}>
        {tags.all.value.map(({ id, name, archived }) => (archived ? null : <option key={id} value={name} />))}
      </datalist>
    </>
  )
}
