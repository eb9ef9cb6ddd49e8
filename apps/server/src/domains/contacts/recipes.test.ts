import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { WorkspaceId } from '@parley/protocol'
import { describe, expect, it } from 'vitest'
import { claimsOf, isSignedBy, parseIdentity } from './identity-token.ts'

const GUIDES = path.resolve(import.meta.dirname, '../../../../../docs/guides')
const read = (name: string) => readFileSync(path.join(GUIDES, name), 'utf8')
const identity: { secret: string; vectors: { header: Header; claims: Claims }[] } = JSON.parse(
  read('identity-vectors.json'),
)
const webhooks: { vectors: { what: string; isOurs: boolean }[] } = JSON.parse(read('webhook-vectors.json'))
type Header = { kid: string }
type Claims = { sub: string; iat: number; aud: WorkspaceId }
/** What a driver prints: the vectors signed, one token for now, and what it thinks of the deliveries. */
type Made = { signed: string[]; fresh: string; judged: boolean[] }

/**
 * How a recipe is run: the test's own lines behind those of the guide. They read both files of vectors on standard input,
 * and print {@link Made} as JSON.
 */
const LANGUAGES = {
  php: {
    command: ['php', 'recipe.php'],
    file: 'recipe.php',
    driver: `
$in = json_decode(stream_get_contents(STDIN), true); [$i, $w] = [$in['identity'], $in['webhooks']];
echo json_encode([
  'signed' => array_map(fn($v) => parley_sign($v['header'], $v['claims'], $i['secret']), $i['vectors']),
  'fresh' => sign_identity(['sub' => 'u1'], KID, $i['secret'], WORKSPACE),
  'judged' => array_map(fn($v) => verify_webhook($v['body'], $v['signature'], $w['secret'], $w['now']), $w['vectors']),
]);`,
  },
  python: {
    command: ['python3', 'recipe.py'],
    file: 'recipe.py',
    driver: `
import sys
given = json.load(sys.stdin); i, w = given["identity"], given["webhooks"]
print(json.dumps({
    "signed": [_sign(v["header"], v["claims"], i["secret"]) for v in i["vectors"]],
    "fresh": sign_identity({"sub": "u1"}, KID, i["secret"], WORKSPACE),
    "judged": [verify_webhook(v["body"].encode(), v["signature"], w["secret"], w["now"]) for v in w["vectors"]],
}))`,
  },
  ruby: {
    command: ['ruby', 'recipe.rb'],
    file: 'recipe.rb',
    driver: `
given = JSON.parse(STDIN.read); i, w = given["identity"], given["webhooks"]
puts JSON.generate({
  signed: i["vectors"].map { |v| Parley.sign(v["header"], v["claims"], i["secret"]) },
  fresh: Parley.sign_identity({ sub: "u1" }, KID, i["secret"], WORKSPACE),
  judged: w["vectors"].map { |v| Parley.verify_webhook(v["body"], v["signature"], w["secret"], w["now"]) },
})`,
  },
  go: {
    command: ['go', 'run', '.'],
    file: 'recipe.go',
    driver: '',
  },
} as const

/** Go wants its driver in a file of its own, with the imports on top. */
const GO_MAIN = `package main
import ("encoding/json"; "os"; "time")
type given struct {
	Identity struct { Secret string; Vectors []struct { Header, Claims map[string]any } }
	Webhooks struct { Secret string; Now int64; Vectors []struct { Body, Signature string } }
}
func main() {
	var in given
	if err := json.NewDecoder(os.Stdin).Decode(&in); err != nil { panic(err) }
	signed, judged := []string{}, []bool{}
	for _, v := range in.Identity.Vectors {
		token, _ := sign(v.Header, v.Claims, in.Identity.Secret)
		signed = append(signed, token)
	}
	for _, v := range in.Webhooks.Vectors {
		judged = append(judged, VerifyWebhook([]byte(v.Body), v.Signature, in.Webhooks.Secret, time.Unix(in.Webhooks.Now, 0)))
	}
	fresh, _ := SignIdentity(map[string]any{"sub": "u1"}, KID, in.Identity.Secret, WORKSPACE)
	json.NewEncoder(os.Stdout).Encode(map[string]any{"signed": signed, "fresh": fresh, "judged": judged})
}
`

/** The drivers' own person is signed for by the key and the workspace of the vectors. */
const [
  {
    header: { kid },
    claims: { aud: workspace },
  },
] = identity.vectors as [(typeof identity.vectors)[0]]
const named = (text: string, quote: string) =>
  text.replaceAll('KID', quote + kid + quote).replaceAll('WORKSPACE', quote + workspace + quote)

type Language = keyof typeof LANGUAGES
const languages = Object.keys(LANGUAGES) as Language[]
const isThere = (language: Language) =>
  spawnSync(LANGUAGES[language].command[0], [language === 'go' ? 'version' : '--version']).status === 0
const missing = languages.filter((language) => !isThere(language))
// biome-ignore lint/suspicious/noConsole: a recipe that is not run has to be told.
if (missing.length) console.error(`\n*** Not on PATH: ${missing.join(', ')}. Their recipes in the guide are NOT run.\n`)

/** The guide's block of a language, run with the vectors. */
function run(language: Language): Made {
  const { command, file, driver } = LANGUAGES[language]
  const [, recipe = ''] =
    new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(read('identify-visitors.md')) ?? []
  const cwd = mkdtempSync(path.join(tmpdir(), 'parley-recipe-'))
  try {
    writeFileSync(path.join(cwd, file), recipe.replace('package parley', 'package main') + named(driver, "'"))
    if (language === 'go') {
      writeFileSync(path.join(cwd, 'go.mod'), 'module recipe\n\ngo 1.19\n')
      writeFileSync(path.join(cwd, 'main.go'), named(GO_MAIN, '"'))
    }
    const [name, ...args] = command
    const input = `{"identity":${read('identity-vectors.json')},"webhooks":${read('webhook-vectors.json')}}`
    const { status, stdout, stderr } = spawnSync(name, args, { cwd, input, encoding: 'utf8' })
    if (status !== 0) throw new Error(`${language}: ${stderr}${stdout}`)
    return JSON.parse(stdout) as Made
  } finally {
    rmSync(cwd, { recursive: true, force: true })
  }
}

describe('the recipes of the guide', { timeout: 180_000 }, () => {
  it('are there for every language that it names', () => {
    for (const language of languages) expect(read('identify-visitors.md')).toContain(`\`\`\`${language}\n`)
  })

  it.skipIf(missing.length === languages.length).each(languages.filter((one) => !missing.includes(one)))(
    'in %s sign what the server takes, and judge deliveries as the vectors say',
    (language) => {
      const { signed, fresh, judged } = run(language)
      const { secret, vectors } = identity
      signed.forEach((token, at) => {
        const parsed = parseIdentity(token)
        const { claims, header } = vectors[at]!
        expect(isSignedBy(secret, parsed)).toBe(true)
        expect(parsed.kid).toBe(header.kid)
        expect(claimsOf(parsed, claims.aud, new Date(claims.iat * 1000))).toEqual(claims)
      })
      expect(signed).toHaveLength(vectors.length)
      const parsed = parseIdentity(fresh)
      expect(isSignedBy(secret, parsed)).toBe(true)
      expect(claimsOf(parsed, workspace, new Date())).toMatchObject({ sub: 'u1' })
      expect(judged).toEqual(webhooks.vectors.map(({ isOurs }) => isOurs))
    },
  )
})
