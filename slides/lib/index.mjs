// The page that lists the decks.
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { out } from './places.mjs'

const links = (name, words) => existsSync(join(out, `${name}.html`))
  ? `<a href="${name}.html">${words}</a> (<a href="${name}.pdf">PDF</a>)` : ''

/** Writes build/slides/index.html: a row a deck, both languages. */
export function writeIndex(decks) {
  const rows = decks.filter((deck) => deck.language === 'en').map((deck) => `<tr><td>${links(deck.name, deck.title)}
<td lang="ko">${links(`${deck.name}.ko`, decks.find((other) => other.name === `${deck.name}.ko`)?.title)}`)
  writeFileSync(join(out, 'index.html'), `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Shared memory: slides</title>
<style>body { font: 18px/1.6 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em }
td { padding: .3em 2em .3em 0 }</style>
<h1>Shared memory: slides</h1>
<p>In a deck: arrow keys go on and back, <kbd>f</kbd> fills the screen, <kbd>p</kbd> opens the speaker's view with
notes and clock.</p>
<table>${rows.join('\n')}</table>
</html>
`)
}
