import { readFileSync } from 'node:fs'
import path from 'node:path'

const PAGE = path.resolve(import.meta.dirname, '../../../../docs/operations/deploy.md')

type Wanted = { port: number; targets: readonly number[]; dir: string }

/** What the page tells operators to write, and nothing else: the code block of a language. */
export function readRecipe(language: 'nginx' | 'haproxy'): string {
  const block = new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'm').exec(readFileSync(PAGE, 'utf8'))?.[1]
  if (!block) throw new Error(`${PAGE} has no recipe for ${language}`)
  return block
}

/** Replaces what must be there exactly once: a recipe that has changed is not filled in by halves. */
function fill(recipe: string, line: RegExp, by: string): string {
  if (recipe.match(new RegExp(line, 'gm'))?.length !== 1) throw new Error(`the recipe must have one line ${line}`)
  return recipe.replace(new RegExp(line, 'm'), () => by)
}

/** The recipe on a port of loopback, before these servers, without TLS; everything it writes stays in `dir`. */
export function nginxConfig({ port, targets, dir }: Wanted): string {
  const options = /^ {2}server 127\.0\.0\.1:3000(.*);$/m.exec(readRecipe('nginx'))?.[1] ?? ''
  const servers = targets.map((target) => `  server 127.0.0.1:${target}${options};`).join('\n')
  let recipe = fill(readRecipe('nginx'), /^ {2}server 127\.0\.0\.1:3000.*$/, servers)
  recipe = fill(recipe, /^ {2}listen 443 ssl;$/, `  listen 127.0.0.1:${port};`)
  recipe = recipe.replace(/^ {2}ssl_.*\n/gm, '')
  const places = ['client_body', 'proxy', 'fastcgi', 'scgi', 'uwsgi'].map(
    (name) => `  ${name}_temp_path ${dir}/${name};`,
  )
  return `${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
worker_processes 2;
pid ${dir}/nginx.pid;
error_log stderr notice;
events { worker_connections 4096; }
http {
  access_log off;
${places.join('\n')}
${recipe}}
`
}

/** As {@link nginxConfig}. */
export function haproxyConfig({ port, targets }: Wanted): string {
  const servers = targets.map((target, i) => `  server s${i + 1} 127.0.0.1:${target}`).join('\n')
  const recipe = fill(readRecipe('haproxy'), /^ {2}server one 127\.0\.0\.1:3000$/, servers)
  return fill(recipe, /^ {2}bind :443 ssl .*$/, `  bind 127.0.0.1:${port}`)
}
