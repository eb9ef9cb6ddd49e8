import { spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build, type Plugin } from 'esbuild'
import { ensurePnpm, root } from '../../../../scripts/tools.mjs'

const SDK = path.join(root, 'packages/sdk')
const TSC = path.join(root, 'node_modules/typescript/bin/tsc')
/** What an app of today installs beside it; here they are those of the workspace. */
const BESIDE = ['react', 'react-dom', 'vue', 'svelte', '@types/react', '@types/react-dom']

function run(args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${args.join(' ')}\n${stdout}${stderr}`)
  return stdout
}

/** The package as npm would get it, unpacked into an app of its own in a folder of its own. */
export async function anAppWithThePackage() {
  const folder = await mkdtemp(path.join(tmpdir(), 'parley-npm-'))
  run([path.join(root, 'scripts/build-sdk.ts')], root)
  run([String(ensurePnpm()), 'pack', '--pack-destination', folder], SDK)
  const unpacked = path.join(folder, 'node_modules/@parley/sdk')
  await mkdir(unpacked, { recursive: true })
  const { version } = JSON.parse(await readFile(path.join(SDK, 'package.json'), 'utf8')) as { version: string }
  const tarball = path.join(folder, `parley-sdk-${version}.tgz`)
  const tar = spawnSync('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1'], { encoding: 'utf8' })
  if (tar.status !== 0) throw new Error(tar.stderr)
  for (const name of BESIDE) {
    const link = path.join(folder, 'node_modules', name)
    await mkdir(path.dirname(link), { recursive: true })
    await symlink(path.join(SDK, 'node_modules', name), link)
  }
  await cp(path.join(import.meta.dirname, '../npm-app'), folder, { recursive: true })

  return {
    folder,
    unpacked,
    /** What the compiler says of the app under these settings; empty when nothing. */
    async typeCheck(module: string, moduleResolution: string): Promise<string> {
      const compilerOptions = {
        ...{ module, moduleResolution, target: 'es2022', lib: ['es2022', 'dom', 'dom.iterable'], types: [] },
        // Declarations are read whole once, ours with those of the frameworks: it takes longest.
        ...{ strict: true, exactOptionalPropertyTypes: true, noEmit: true, skipLibCheck: module !== 'node16' },
      }
      const file = path.join(folder, `tsconfig.${moduleResolution}.json`)
      await writeFile(file, JSON.stringify({ compilerOptions, include: ['*.ts'] }))
      return spawnSync(process.execPath, [TSC, '-p', file], { cwd: folder, encoding: 'utf8' }).stdout
    },
    /** What a module of the app exports as `made` when Node runs it. */
    inNode: (file: string): unknown =>
      JSON.parse(run(['-e', `import('./${file}').then(({ made }) => console.log(JSON.stringify(made)))`], folder)),
    /** A module of the app for a browser, as one script. */
    async bundled(file: string): Promise<string> {
      const { outputFiles } = await build({
        ...{ entryPoints: [path.join(folder, file)], absWorkingDir: folder, bundle: true, write: false },
        ...{ format: 'esm', target: 'es2022', logLevel: 'silent', conditions: ['browser'], plugins: [await svelte()] },
        define: { 'process.env.NODE_ENV': '"development"' },
      })
      return outputFiles[0]?.text ?? ''
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

async function svelte(): Promise<Plugin> {
  const compiler = path.join(SDK, 'node_modules/svelte/src/compiler/index.js')
  const { compile } = (await import(compiler)) as {
    compile(source: string, options: object): { js: { code: string } }
  }
  return {
    name: 'svelte',
    setup(api) {
      api.onLoad({ filter: /\.svelte$/ }, async ({ path: filename }) => ({
        contents: compile(await readFile(filename, 'utf8'), { filename, generate: 'client' }).js.code,
        resolveDir: path.dirname(filename),
      }))
    },
  }
}

const NONCE = 'n0nceOfThePage'

/** A site of its own that serves these scripts, each on a page of its name, as strict as a policy can be. */
export async function startStrictSite(server: string, scripts: Record<string, string>) {
  const policy = [
    ...["default-src 'none'", `script-src 'nonce-${NONCE}' 'strict-dynamic'`, "style-src 'none'", "img-src 'none'"],
    `connect-src ${server} ${server.replace('http', 'ws')}`,
    ...["require-trusted-types-for 'script'", 'trusted-types parley vue svelte-trusted-html', "base-uri 'none'"],
  ].join('; ')
  const http = createServer((request, response) => {
    const name = (request.url ?? '').slice(1)
    if (name.endsWith('.js')) {
      response.setHeader('content-type', 'text/javascript; charset=utf-8')
      return response.end(scripts[name.slice(0, -3)] ?? '')
    }
    response.setHeader('content-security-policy', policy)
    response.setHeader('content-type', 'text/html; charset=utf-8')
    return response.end(
      `<!doctype html><html lang="en" data-server="${server}"><meta charset="utf-8"><title>An app</title><body>` +
        `<script type="module" nonce="${NONCE}" src="/${name}.js"></script></body></html>`,
    )
  })
  const port = await new Promise<number>((done) => {
    http.listen(0, '127.0.0.1', () => done((http.address() as { port: number }).port)) // it listens on a port
  })
  return {
    url: (name: string) => `http://127.0.0.1:${port}/${name}`,
    close(): void {
      http.closeAllConnections()
      http.close()
    },
  }
}
