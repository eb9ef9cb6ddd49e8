import type { WorkspaceTag } from '@parley/protocol'
import { useEffect, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { tintOfTag } from '../../format/tags.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../ui/Icon.tsx'
import { PageHead, Pending } from './PageHead.tsx'
import { TagEditor } from './TagEditor.tsx'

/** The tags of the workspace, and where administrators write them. */
export function TagsPage() {
  const { tags } = useWorkbench()
  const [editing, setEditing] = useState<WorkspaceTag | 'new' | null>(null)
  useEffect(() => void tags.load(), [tags])
  const state = tags.state.value
  return (
    <div class="sform">
      <PageHead title={t('settings.tags')} lead={t('tags.lead')}>
        <button type="button" class="btn btn-primary" onClick={() => setEditing('new')}>
          <Icon name="plus" size={16} />
          {t('tags.new')}
        </button>
      </PageHead>
      {state === 'ready' || tags.all.value.length > 0 ? (
        <List onEdit={setEditing} />
      ) : (
        <Pending state={state === 'failed' ? 'failed' : 'loading'} onRetry={() => void tags.load()} />
      )}
      {editing && <TagEditor tag={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </div>
  )
}

function List({ onEdit }: { onEdit(tag: WorkspaceTag): void }) {
  const { tags } = useWorkbench()
  if (tags.all.value.length === 0) return <p class="muted">{t('tags.none')}</p>
  return (
    <ul class="tiles">
      {tags.all.value.map((tag) => (
        <li key={tag.id} class="tile">
          <span class="grow">
            <b class="cut">
              <span class={`chip ${tintOfTag(tag)}`}>{tag.name}</span>
              {tag.archived && <span class="faint"> {t('tags.archived')}</span>}
            </b>
            <span class="muted cut">{aboutOf(tag)}</span>
          </span>
          <button
            type="button"
            class="ib"
            aria-label={t('tags.edit', { tag: tag.name })}
            title={t('tags.edit', { tag: tag.name })}
            onClick={() => onEdit(tag)}
          >
            <Icon name="edit" />
          </button>
        </li>
      ))}
    </ul>
  )
}

function aboutOf({ description, formerNames }: WorkspaceTag): string {
  const former = formerNames.length > 0 ? t('tags.former', { names: formerNames.join(', ') }) : ''
  return [description, former].filter(Boolean).join(' · ')
}
