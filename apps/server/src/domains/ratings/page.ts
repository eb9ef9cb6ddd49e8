import { createHash } from 'node:crypto'
import type { Palette } from '@parley/protocol'
import { directionOf, textsFor } from '../../http/languages.ts'
import { escapeHtml } from '../../lib/html.ts'
import { RATING_TEXTS } from './texts.ts'

/** Whom and what the page is about, and for whom it is written. */
export type PageOf = {
  /** The visitor's languages, then the site's. */
  languages: readonly string[]
  site: string
  agent: string | null
  light: Palette | null
  dark: Palette | null
}
/** What it shows. */
export type Shows =
  | { is: 'form'; score: number | null; comment: string; problem: 'missing' | 'trouble' | null }
  | { is: 'thanks'; score: number }
  | { is: 'gone' }

export type Page = { html: string; policy: string; language: string }

const LEAF = 'M19 4.5A14.5 14.5 0 0 1 33.5 19v10.5a4 4 0 0 1-4 4H19a14.5 14.5 0 0 1 0-29ZM14.5 15.5v.1M23.5 15.5v.1'
const MOUTHS = [
  'M13 27c1.6-3 3.7-4.5 6-4.5s4.4 1.5 6 4.5',
  'M13.5 26c1.5-1.7 3.4-2.5 5.5-2.5s4 .8 5.5 2.5',
  'M13.5 24.5h11',
  'M13.5 23c1.5 1.9 3.4 2.8 5.5 2.8s4-.9 5.5-2.8',
  'M12.5 22c1.4 3.6 3.7 5.3 6.5 5.3s5.1-1.7 6.5-5.3Z',
]
export const MOST_CHARACTERS = 2_000

/** The tokens of look.md in both themes; the brand's are the site's. */
const STYLE = `*{box-sizing:border-box}body{margin:0;min-height:100dvh;display:grid;place-items:center;padding:24px 16px;background:linear-gradient(178deg,var(--tint),var(--bg) 60%);color:var(--text);font:15px/1.45 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
main{width:min(440px,100%);padding:28px 24px 24px;border-radius:20px;background:var(--surface);box-shadow:0 0 0 1px var(--line)}
h1{margin:0 0 6px;font-size:22px;line-height:1.2;letter-spacing:-.02em;text-align:center;text-wrap:balance}p{margin:0;color:var(--soft);text-align:center}form{display:grid;gap:16px;margin-top:20px}fieldset{display:grid;grid-template-columns:repeat(5,1fr);gap:4px;margin:0;padding:0;border:0}
legend,input{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}.face{position:relative;display:grid;justify-items:center;align-content:start;gap:4px;padding:10px 0 8px;border-radius:14px;color:var(--soft);font-weight:550;font-size:12px;text-align:center;cursor:pointer}
.face:hover{background:var(--hover)}.face:has(:checked){background:var(--tint);color:var(--brand-text);box-shadow:inset 0 0 0 1.5px var(--brand-text)}.face:has(:focus-visible){outline:2px solid var(--brand-text);outline-offset:2px}
svg{width:38px;height:38px;fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}.big{display:grid;place-items:center;margin:0 0 8px;color:var(--brand-text)}.big svg{width:64px;height:64px}
.why{display:grid;gap:6px;font-weight:550;font-size:13px}.why small{color:var(--soft);font-weight:400}textarea{width:100%;padding:11px 13px;border:1px solid var(--field);border-radius:12px;background:var(--surface);color:inherit;font:inherit;font-weight:400;font-size:16px;resize:vertical}textarea:focus-visible{outline:2px solid var(--brand-text);outline-offset:-1px}
button{min-height:48px;border:0;border-radius:12px;background:var(--brand);color:var(--ink);box-shadow:inset 0 0 0 1px var(--edge);font:inherit;font-weight:600;cursor:pointer}button:hover{background:var(--brand-hover)}button:focus-visible{outline:2px solid var(--brand-text);outline-offset:2px}
[role=alert]{color:var(--danger);text-align:start}@media(forced-colors:active){.face:has(:checked){outline:2px solid Highlight}main,button{border:1px solid}}`
const GROUNDS = {
  light:
    '--bg:#f9f8f5;--surface:#fff;--hover:#f1f0ed;--line:#e7e6e2;--field:#7f888c;--text:#182227;--soft:#444f55;--danger:#b32325',
  dark: '--bg:#0d1214;--surface:#141a1d;--hover:#1f2629;--line:#242b2f;--field:#6d767b;--text:#eeedea;--soft:#bcbab5;--danger:#fb9892',
}
const OURS = {
  light: { fill: '#006677', hover: '#025765', ink: '#ffffff', edge: '#006677', text: '#096474', tint: '#e8f7fa' },
  dark: { fill: '#006677', hover: '#025765', ink: '#ffffff', edge: '#146f80', text: '#61b1c3', tint: '#202d30' },
}

/** One page without a script, a cookie or anything of somebody else's. */
export function ratingPage(of: PageOf, shows: Shows): Page {
  const { language, texts } = textsFor(RATING_TEXTS, of.languages)
  const say = (text: string, values: Record<string, string>) =>
    escapeHtml(text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole))
  const title = of.agent ? say(texts.with, { name: of.agent }) : escapeHtml(texts.title)
  const css = `:root{color-scheme:light dark;${GROUNDS.light};${brand(of.light ?? OURS.light)}}@media(prefers-color-scheme:dark){:root{${GROUNDS.dark};${brand(of.dark ?? OURS.dark)}}}${STYLE}`
  const html = `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title}</title><style>${css}</style></head><body><main>${body()}</main></body></html>`
  return { html, language, policy: policyFor(css) }

  function body(): string {
    if (shows.is === 'gone') return `<h1>${escapeHtml(texts.gone)}</h1><p>${escapeHtml(texts.gone_what)}</p>`
    if (shows.is === 'thanks') {
      const was = say(texts.was, { face: texts.faces[shows.score - 1] ?? '' })
      return `<div class="big">${face(shows.score)}</div><h1>${escapeHtml(texts.thanks)}</h1><p>${was}</p>`
    }
    const faces = texts.faces.map(
      (name, i) =>
        `<label class="face"><input type="radio" name="score" value="${i + 1}" required${shows.score === i + 1 ? ' checked' : ''}>${face(i + 1)}<span>${escapeHtml(name)}</span></label>`,
    )
    return `<h1>${title}</h1><p>${say(texts.seen, { site: of.site })}</p>
<form method="post">${shows.problem ? `<p role="alert">${escapeHtml(texts[shows.problem])}</p>` : ''}<fieldset><legend>${escapeHtml(texts.rating)}</legend>${faces.join('')}</fieldset>
<label class="why"><span>${escapeHtml(texts.why)} <small>${escapeHtml(texts.optional)}</small></span><textarea name="comment" rows="3" maxlength="${MOST_CHARACTERS}" dir="auto">
${escapeHtml(shows.comment)}</textarea></label><button type="submit">${escapeHtml(texts.send)}</button></form>`
  }
}

function face(score: number): string {
  return `<svg viewBox="0 0 38 38" aria-hidden="true"><path d="${LEAF}"/><path d="${MOUTHS[score - 1]}"/></svg>`
}

function brand({ fill, hover, ink, edge, text, tint }: Omit<Palette, 'bubbleEdge' | 'tint2' | 'line'>): string {
  return `--brand:${fill};--brand-hover:${hover};--ink:${ink};--edge:${edge};--brand-text:${text};--tint:${tint}`
}

/** Its own style, a form to itself, and nothing else. */
function policyFor(css: string): string {
  const style = createHash('sha256').update(css).digest('base64')
  return `default-src 'none'; style-src 'sha256-${style}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`
}
