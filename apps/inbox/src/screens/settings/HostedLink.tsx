import type { Site } from '@parley/protocol'
import { useEffect, useState } from 'preact/hooks'
import { t } from '../../i18n/translate.ts'
import { TextField } from '../../ui/Field.tsx'
import { CopyField } from './CopyField.tsx'

/** The chat's own page: a link to pass on, with where it stands and what it begins with, and its code for phones. */
export function HostedLink({ site }: { site: Site }) {
  const [source, setSource] = useState('')
  const [message, setMessage] = useState('')
  const url = linkOf(site.chatUrl, { utm_source: source.trim(), message: message.trim() })
  return (
    <section class="sec" aria-labelledby="install-hosted">
      <h2 id="install-hosted">{t('install.hosted')}</h2>
      <p>{t('install.hosted.what')}</p>
      <TextField
        label={t('install.hosted.source')}
        hint={t('install.hosted.source.hint')}
        isOptional
        maxlength={100}
        placeholder="newsletter"
        value={source}
        onInput={({ currentTarget }) => setSource(currentTarget.value)}
      />
      <TextField
        label={t('install.hosted.message')}
        isOptional
        maxlength={300}
        value={message}
        onInput={({ currentTarget }) => setMessage(currentTarget.value)}
      />
      <CopyField label={t('install.hosted.link')} text={url} />
      <Code url={url} />
    </section>
  )
}

function linkOf(base: string, values: Record<string, string>): string {
  const given = Object.entries(values).filter(([, value]) => value !== '')
  return given.length === 0 ? base : `${base}?${new URLSearchParams(given)}`
}

type Grid = { size: number; path: string }

/** Fetched when it is first drawn: few settings pages show a code. */
async function gridOf(url: string): Promise<Grid> {
  const { encode } = await import('uqr')
  const { data, size } = encode(url, { border: 4 })
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return { size, path }
}

function Code({ url }: { url: string }) {
  const [grid, setGrid] = useState<Grid | null>(null)
  useEffect(() => {
    let isCurrent = true
    const draw = gridOf(url).then(
      (made) => isCurrent && setGrid(made),
      () => isCurrent && setGrid(null), // the link itself is there
    )
    void draw
    return () => {
      isCurrent = false
    }
  }, [url])
  return (
    <div class="link-code">
      {grid && (
        <svg viewBox={`0 0 ${grid.size} ${grid.size}`} role="img" aria-label={t('install.hosted.code')}>
          <rect width={grid.size} height={grid.size} fill="#fff" />
          <path d={grid.path} fill="#000" />
        </svg>
      )}
    </div>
  )
}
