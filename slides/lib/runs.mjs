// Commands of a slide: run them in a lab, keep what they printed, and show it.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cache, top } from './places.mjs'

/** Columns that fit: of a slide, and of one with class dense. The check of the slides measures it, too. */
const widest = 93

/** Adds the content of every file below `path` to `hash`. */
function hashTree(hash, path) {
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).sort()) hashTree(hash, join(path, name))
  } else {
    hash.update(path).update(readFileSync(path))
  }
}

const digests = new Map()

/** A digest of all that the output of a command in `lab` may depend on. */
function digest(lab) {
  if (!digests.has(lab)) {
    const hash = createHash('sha256')
    for (const path of [`labs/${lab}`, `solutions/${lab}`, `graders/${lab}`, 'labs/lab.mk', 'Makefile',
      'graders/lib', 'graders/grade', 'graders/supervise', 'graders/shmcheck', 'slides/lib/in-lab']) {
      if (existsSync(join(top, path))) hashTree(hash, join(top, path))
    }
    digests.set(lab, hash.digest('hex'))
  }
  return digests.get(lab)
}

/** Commands of a fence: one a line, continued after a backslash. */
const split = (text) => text.replace(/\n+$/, '').split(/(?<!\\)\n/).filter((line) => line !== '')

/** What a terminal would show: a shell in a script also names itself when a program of its dies. */
const asOnTerminal = (text) => text.replace(/^\S*\/in-lab: line \d+: +\d+ /gm, '').replace(/^\S*\/in-lab: line \d+: /gm, 'bash: ')
  .replace(/^((?:Bus error|Segmentation fault|Killed|Terminated|Aborted)(?: \(core dumped\))?) .*$/gm, '$1')

/**
 * Runs the commands of a fence in `lab`, with its reference or the mistake `wrong`, or takes what they printed last time
 * when nothing that matters has changed. Returns a list of {command, output}.
 */
export function run(lab, commands, wrong, overlays) {
  const key = createHash('sha256').update(JSON.stringify([digest(lab), commands, wrong, overlays])).digest('hex').slice(0, 24)
  const file = join(cache, `${key}.txt`)
  if (!existsSync(file)) {
    const mistake = wrong ? ['--wrong', wrong] : []
    const done = spawnSync(join(top, 'slides/lib/in-lab'), [lab, ...mistake, ...overlays.map((name) => join(top, name))],
      { input: commands.join('\0') + '\0', encoding: 'utf8', maxBuffer: 1 << 26 })
    if (done.status !== 0) throw new Error(`the commands did not come to their end:\n${commands.join('\n')}\n${done.stdout}${done.stderr}`)
    mkdirSync(cache, { recursive: true })
    writeFileSync(file, done.stdout)
  }
  return readFileSync(file, 'utf8').split('\x1e').slice(1).map((part) => {
    const [command, output] = part.split('\x1f')
    return { command, output: asOnTerminal(output).replace(/\n$/, '').split('\n') }
  })
}

/** The first lines of what came out, for an error. */
const beginning = (lines) => lines.slice(0, 12).join('\n')

const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** The lines of `output` that the fence asks for; `…` stands where others were left out. */
function cut(output, { lines, from, to }) {
  if (from ?? to) {
    const first = from ? output.findIndex((line) => line.includes(from)) : 0
    if (first === -1) throw new Error(`no line of the output has "${from}":\n${beginning(output)}`)
    const length = to ? output.slice(first).findIndex((line) => line.includes(to)) : output.length
    if (length === -1) throw new Error(`no line of the output has "${to}":\n${beginning(output)}`)
    lines = `${first + 1}-${first + length + 1}`
  }
  if (!lines) return output
  const shown = []
  let next = 1
  for (const range of lines.split(',')) {
    const [first, last = first] = range.split('-').map(Number)
    if (first > next) shown.push('…')
    shown.push(...output.slice(first - 1, last))
    next = last + 1
  }
  if (next <= output.length) shown.push('…')
  return shown
}

/**
 * The HTML of a `run` fence. Lines that begin with @ are run and not shown. Options:
 *   wrong=NAME   in place of the reference, the mistake NAME of the lab
 *   files=DIR    also the files of DIR
 *   lines=1-3,7  from="text" to="text"   what to show of the last command's output
 *   mark="text"  this must come out, and is marked
 */
export function runFence(lab, text, options) {
  const overlays = options.files ? [options.files] : []
  const commands = split(text)
  const parts = run(lab, commands.map((command) => command.replace(/^@\s*/, '')), options.wrong, overlays)
  const shown = []
  parts.forEach(({ command, output }, index) => {
    if (commands[index].startsWith('@')) return
    shown.push(`<b>$ ${escape(command).replace(/\n/g, '\n  ')}</b>`)
    const lines = index === parts.length - 1 ? cut(output, options) : output
    for (const line of lines) {
      if (line.length > widest) throw new Error(`a line of the output is wider than ${widest} columns:\n${line}`)
      if (line !== '' || lines.length > 1) shown.push(escape(line).replace(/✓/g, '<i class="good">✓</i>').replace(/✗/g, '<i class="bad">✗</i>'))
    }
  })
  let html = shown.join('\n')
  for (const mark of [options.mark ?? []].flat()) {
    if (!html.includes(escape(mark))) throw new Error(`"${mark}" did not come out:\n${beginning(parts.flatMap((part) => part.output))}`)
    html = html.replaceAll(escape(mark), `<mark>${escape(mark)}</mark>`)
  }
  return `<pre class="run">${html}</pre>`
}
