// A deck: read its source, and put pictures, output and front matter in.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { slides, top } from './places.mjs'
import { inline, labels } from './pictures.mjs'
import { runFence } from './runs.mjs'

/** Decks are files decks/NN-name.md, in English, and decks/NN-name.ko.md, in Korean. */
export const deckNames = () => readdirSync(join(slides, 'decks')).filter((file) => file.endsWith('.md'))
  .map((file) => file.replace(/\.md$/, '')).sort()

/** The words after a fence's language: key=value, value in quotes where it has blanks. */
function options(text) {
  const found = {}
  for (const [, key, quoted, bare] of text.matchAll(/(\w+)=(?:"([^"]*)"|(\S+))/g)) {
    const value = quoted ?? bare
    found[key] = key in found ? [found[key], value].flat() : value
  }
  return found
}

/** A piece of C without comments and white space, so that lines may be folded. */
const squeeze = (text) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '').replace(/\s+/g, '')

/** A fence with of=FILE shows parts of a real program: they are in it, in this order, with … between. */
function checkExcerpt(lab, text, file) {
  const path = [`solutions/${lab}`, `labs/${lab}`, `graders/${lab}`, '.']
    .map((folder) => join(top, folder, file)).find(existsSync)
  if (!path) throw new Error(`there is no file ${file}`)
  const program = squeeze(readFileSync(path, 'utf8'))
  let end = 0
  for (const part of text.split(/^\s*…\s*$/m)) {
    const at = program.indexOf(squeeze(part), end)
    if (at === -1) throw new Error(`this is not in ${file} (here or further down):\n${part}`)
    end = at + squeeze(part).length
  }
}

/** Reads deck `name`, runs its commands, and returns what Marp needs and what the checks need. */
export function readDeck(name) {
  const language = name.endsWith('.ko') ? 'ko' : 'en'
  const source = readFileSync(join(slides, 'decks', `${name}.md`), 'utf8')
  const lab = readdirSync(join(top, 'labs')).find((folder) => folder === name.replace(/\.ko$/, '')) ?? ''
  const [, title, body] = source.match(/^---\ntitle: (.*)\n---\n([\s\S]*)$/) ?? []
  if (!body) throw new Error(`${name}.md does not begin with ---, title: ..., ---`)
  const pictures = []
  const where = (offset) => `${name}.md:${source.slice(0, source.length - body.length + offset).split('\n').length}`

  // Fences first, and in the text between them the pictures.
  const markdown = body.replace(/^```(\w+)(.*)\n([\s\S]*?)^```$|^!\[([^\]]*)\]\(\.\.\/pictures\/([\w-]+\.svg)\)$/gm,
    (whole, kind, words, text, alternative, file, offset) => {
      try {
        if (file) {
          pictures.push(file)
          return inline(file, language, alternative)
        }
        const given = options(words)
        if (kind === 'run') return runFence(given.lab ?? lab, text, given)
        if (given.of) checkExcerpt(given.lab ?? lab, text, given.of)
        return `\`\`\`${kind}\n${text}\`\`\``
      } catch (error) {
        throw new Error(`${where(offset)}: ${error.message}`)
      }
    })
  const minutes = [...body.matchAll(/^<!-- (\d+)(?: min|분) ·/gm)].map((found) => Number(found[1]))
  return {
    name, language, title, pictures,
    slides: body.split(/^---$/m).length,
    minutes: minutes.reduce((sum, some) => sum + some, 0),
    labels: pictures.flatMap((file) => labels(file, language).map((text) => ({ file, text }))),
    markdown: `---
marp: true
theme: shm
lang: ${language}
paginate: true
title: ${title}
footer: ${title}
---
${markdown}`,
  }
}
