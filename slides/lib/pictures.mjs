// Pictures: one SVG template for both languages. A label is written {{English|한국어}}.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { slides } from './places.mjs'

const languages = ['en', 'ko']
const label = /\{\{([^|{}]*)\|([^|{}]*)\}\}/g

/** What all pictures share: letters, colours, and the arrow heads. */
const head = () => readFileSync(join(slides, 'pictures/head.svg'), 'utf8')

/** The SVG of picture `name` in `language`. */
export function picture(name, language) {
  const text = readFileSync(join(slides, 'pictures', name), 'utf8')
  return text.replace(label, (...found) => found[1 + languages.indexOf(language)].trim())
    .replace(/<svg /, '<svg xmlns="http://www.w3.org/2000/svg" ').replace(/(<svg [^>]*>)/, `$1\n${head()}`)
}

/** The labels that picture `name` shows in `language`. */
export const labels = (name, language) =>
  [...picture(name, language).matchAll(/<text[^>]*>([\s\S]*?)<\/text>/g)]
    .map((found) => found[1].replace(/<[^>]*>/g, '').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&').trim())
    .filter((text) => text !== '')

/** A picture as HTML that needs no other file. */
export function inline(name, language, alternative) {
  const data = Buffer.from(picture(name, language)).toString('base64')
  return `<img alt="${alternative}" src="data:image/svg+xml;base64,${data}">`
}
