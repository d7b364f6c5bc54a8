// make slides: decks in, build/slides/NAME.html and NAME.pdf out, and a page that lists them.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { check } from './check.mjs'
import { deckNames, readDeck } from './deck.mjs'
import { writeIndex } from './index.mjs'
import { out, slides, staged } from './places.mjs'

const wanted = process.argv.slice(2)
const names = deckNames().filter((name) => wanted.length === 0 || wanted.some((start) => name.startsWith(start)))
if (names.length === 0) {
  console.error(`slides: no deck begins with ${wanted.join(' or ')}; there are: ${deckNames().join(' ')}`)
  process.exit(2)
}

/** Runs Marp once for all `files`: starting it, and a browser, costs more than a deck. */
function marp(files, ...more) {
  if (files.length === 0) return
  const folder = mkdtempSync(join(staged, 'some-'))
  for (const file of files) copyFileSync(file, join(folder, basename(file)))
  const done = spawnSync(process.execPath, [join(slides, 'node_modules/@marp-team/marp-cli/marp-cli.js'),
    '--config-file', join(slides, 'marp.config.mjs'), '--no-stdin', '--parallel', '2', '--input-dir', folder,
    '--output', out, ...more], { encoding: 'utf8', env: { ...process.env, CHROME_NO_SANDBOX: '1' } })
  rmSync(folder, { recursive: true })
  if (done.status !== 0) throw new Error(`Marp failed:\n${done.stdout}${done.stderr}`)
}

/** Decks whose file `suffix` is older than what it is made from. */
function stale(decks, suffix) {
  const common = Math.max(...['theme.css', 'marp.config.mjs', 'package-lock.json'].map((name) => statSync(join(slides, name)).mtimeMs))
  return decks.map(({ name }) => join(staged, `${name}.md`)).filter((source, index) => {
    const made = join(out, decks[index].name + suffix)
    return !existsSync(made) || statSync(made).mtimeMs < Math.max(common, statSync(source).mtimeMs)
  })
}

mkdirSync(staged, { recursive: true })
const decks = []
const problems = []
for (const name of names) {
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K  commands of ${name}`)
  try {
    const deck = readDeck(name)
    const file = join(staged, `${name}.md`)
    if (!existsSync(file) || readFileSync(file, 'utf8') !== deck.markdown) writeFileSync(file, deck.markdown)
    decks.push(deck)
  } catch (error) {
    problems.push(error.message)
  }
}
if (process.stdout.isTTY) process.stdout.write('\r\x1b[K')
marp(stale(decks, '.html'))
marp(stale(decks, '.pdf'), '--pdf', '--pdf-outlines', '--pdf-outlines.pages=false')
writeIndex(decks)
problems.push(...await check(decks))

console.log(`${'deck'.padEnd(28)}  slides  minutes`)
for (const deck of decks) {
  console.log(`${deck.name.padEnd(28)}  ${String(deck.slides).padStart(6)}  ${String(deck.minutes).padStart(7)}`)
}
for (const problem of problems) console.error(`\n✗ ${problem}`)
console.log(problems.length === 0 ? `\nLook at ${join(out, 'index.html')}` : `\n${problems.length} problems`)
process.exit(problems.length === 0 ? 0 : 1)
