// `node scripts/check-commit.mjs FILE`: is the first line of a commit message in our form? For the commit-msg hook.
import { readFileSync } from 'node:fs'

const FORM = /^(feat|fix|perf|refactor|test|docs|build|chore)(\([a-z0-9-]+\))?: [^A-Z\s].*[^.\s]$/
const LONGEST = 72

const [subject = ''] = readFileSync(process.argv[2] ?? '', 'utf8').split('\n')
if (!/^(Merge|Revert) /.test(subject) && (!FORM.test(subject) || subject.length > LONGEST)) {
  console.error(`The subject must be \`type(area): imperative sentence\`, at most ${LONGEST} characters, no full stop:`)
  console.error(`  ${subject}`)
  process.exitCode = 1
}
