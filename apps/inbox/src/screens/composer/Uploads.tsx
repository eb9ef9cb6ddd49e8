import { LIMITS } from '@parley/protocol/constants'
import { fileSize, fileTypeLabel } from '../../format/files.ts'
import { problemText } from '../../format/problems.ts'
import { t } from '../../i18n/translate.ts'
import type { UploadItem, UploadsModel, UploadTarget } from '../../models/uploads-model.ts'
import { Icon } from '../../ui/Icon.tsx'

type Props = { model: UploadsModel; target(): UploadTarget }

/** The files of the message being written: how far each is, and what can be done about one that failed. */
export function Uploads({ model, target }: Props) {
  const items = model.items.value
  if (items.length === 0) return null
  return (
    <ul class="ups" aria-label={t('upload.label')}>
      {items.map((item) => (
        <li key={item.key} class={`up${item.state === 'failed' ? ' up-fail' : ''}`}>
          <span class="att-i" aria-hidden="true">
            {fileTypeLabel(item.name, item.type)}
          </span>
          <span class="grow">
            <b class="cut">{item.name}</b>
            <Progress item={item} />
          </span>
          {item.state === 'failed' && isWorthRetrying(item) && (
            <button
              type="button"
              class="ib ib-s"
              aria-label={t('upload.retry', { name: item.name })}
              title={t('action.again')}
              onClick={() => model.retry(item.key, target())}
            >
              <Icon name="retry" size={16} />
            </button>
          )}
          <button
            type="button"
            class="ib ib-s"
            aria-label={t(item.state === 'uploading' ? 'upload.cancel' : 'upload.remove', { name: item.name })}
            title={t(item.state === 'uploading' ? 'action.cancel' : 'action.remove')}
            onClick={() => model.drop(item.key)}
          >
            <Icon name="close" size={16} />
          </button>
        </li>
      ))}
    </ul>
  )
}

/** The same file is refused the same way again; only the line and the server can change. */
function isWorthRetrying({ code }: UploadItem): boolean {
  return code === 'network' || code === 'busy' || code === 'store' || code === 'rate' || code === 'internal_error'
}

function Progress({ item }: { item: UploadItem }) {
  const share = item.progress.value
  if (item.state === 'failed') {
    const text =
      item.code === 'too_large'
        ? t('upload.too_large', { size: fileSize(item.size), limit: fileSize(LIMITS.attachmentBytes) })
        : problemText({ code: item.code ?? 'network', retryAfterMs: null })
    return (
      <small class="up-why" role="alert">
        {text}
      </small>
    )
  }
  if (item.state === 'done') return <small>{fileSize(item.size)}</small>
  return (
    <small>
      {t('upload.progress', { percent: Math.round(share * 100) })}
      <progress class="prog" max={1} value={share} aria-label={item.name} />
    </small>
  )
}
