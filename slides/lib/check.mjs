// Checks of finished decks: what stands on a slide fits, can be read from the last row, and is in the PDF.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Marp } from '@marp-team/marp-core'
import puppeteer from 'puppeteer-core'
import config from '../marp.config.mjs'
import { out, slides, staged } from './places.mjs'

/** Letters have at least this height, in pixels of a slide of 1280 by 720: 1/36 of its height. */
const smallest = 20

/** Milliseconds that a step of the browser may take, on a busy machine. */
const patience = 300_000

/** Runs in the page: one sentence for each thing on a slide that does not fit or is too small. */
function measure(smallest) {
  const found = []
  document.querySelectorAll('section').forEach((slide, index) => {
    const say = (text) => found.push(`slide ${index + 1}: ${text}`)
    const box = slide.getBoundingClientRect()
    const room = getComputedStyle(slide)
    const bottom = box.bottom - parseFloat(room.paddingBottom)
    const right = box.right - parseFloat(room.paddingRight)
    for (const element of slide.querySelectorAll(':scope *:not(header):not(footer)')) {
      const { bottom: low, right: far, width, height } = element.getBoundingClientRect()
      const words = element.textContent.trim().slice(0, 40) || element.alt || element.tagName
      if (height > 0 && low > bottom + 1) say(`${Math.ceil(low - bottom)} px too low: ${words}`)
      if (width > 0 && far > right + 1) say(`${Math.ceil(far - right)} px too wide: ${words}`)
      const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '')
      if (hasText && parseFloat(getComputedStyle(element).fontSize) < smallest) say(`too small to read: ${words}`)
      if (element.tagName === 'PRE' && element.scrollWidth > element.clientWidth + 1) {
        say(`${element.scrollWidth - element.clientWidth} px of a line are cut off: ${words}`)
      }
      if (element.tagName === 'IMG') {
        if (element.naturalWidth === 0) {
          say(`a picture is not shown: ${element.alt}`)
          continue
        }
        const source = new DOMParser().parseFromString(new TextDecoder().decode(Uint8Array.from(
          atob(element.src.split(',')[1]), (letter) => letter.charCodeAt(0))), 'image/svg+xml')
        const drawing = document.body.appendChild(document.importNode(source.documentElement, true))
        const scale = width / drawing.viewBox.baseVal.width
        drawing.style.width = `${drawing.viewBox.baseVal.width}px`
        const edge = drawing.getBoundingClientRect()
        const places = []
        for (const label of drawing.querySelectorAll('text')) {
          const size = parseFloat(getComputedStyle(label).fontSize) * scale
          const place = label.getBoundingClientRect()
          if (size < smallest - 0.5) say(`a label is too small to read (${size.toFixed(1)} px): ${label.textContent}`)
          if (place.left < edge.left - 1 || place.right > edge.right + 1 || place.bottom > edge.bottom + 1) {
            say(`a label leaves its picture: ${label.textContent}`)
          }
          const over = places.find(([, other]) => place.left < other.right - 1 && other.left < place.right - 1
            && place.top + place.height * 0.3 < other.bottom && other.top + other.height * 0.3 < place.bottom)
          if (over) say(`two labels lie over each other: ${over[0]}, ${label.textContent}`)
          if (label.textContent.trim() !== '') places.push([label.textContent, place])
          const frame = label.closest('g')?.querySelector('rect.holds')?.getBoundingClientRect()
          if (frame && (place.left < frame.left || place.right > frame.right)) say(`a label leaves its box: ${label.textContent}`)
        }
        drawing.remove()
      }
    }
  })
  return [...new Set(found)]
}

/** Opens each deck in Chromium, all slides below each other, and measures. */
async function measureDecks(decks) {
  const home = mkdtempSync(join(tmpdir(), 'slides-'))
  const browser = await puppeteer.launch({
    executablePath: config.browserPath, userDataDir: home, timeout: patience, protocolTimeout: patience,
  })
  const problems = []
  try {
    const page = await browser.newPage()
    page.setDefaultTimeout(patience)
    for (const deck of decks) {
      const marp = new Marp({ html: true, script: false, inlineSVG: false, ...config.options })
      marp.themeSet.default = marp.themeSet.add(readFileSync(join(slides, 'theme.css'), 'utf8'))
      const { html, css } = marp.render(readFileSync(join(staged, `${deck.name}.md`), 'utf8'))
      await page.setContent(`<!doctype html><html lang="${deck.language}"><style>${css}</style><body>${html}</body></html>`)
      await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode().catch(() => {}))))
      problems.push(...(await page.evaluate(measure, smallest)).map((text) => `${deck.name}, ${text}`))
    }
  } finally {
    await browser.close()
    rmSync(home, { recursive: true, force: true })
  }
  return problems
}

/**
 * Marp leaves a picture out of a PDF with no more than a warning, so its labels are looked for there. Returns a
 * sentence for each problem.
 */
export function readBack(deck) {
  const said = spawnSync('pdftotext', ['-raw', join(out, `${deck.name}.pdf`), '-'], { encoding: 'utf8', maxBuffer: 1 << 26 })
  if (said.status !== 0) return [`${deck.name}.pdf cannot be read: ${said.error ?? said.stderr}`]
  // NFKC: a font may join letters, as in ﬁ. Chromium's PDF does not give every digit a meaning.
  const squeeze = (text) => text.normalize('NFKC').replace(/[\s\d]+/g, '')
  const text = squeeze(said.stdout)
  const problems = deck.labels.filter((label) => !text.includes(squeeze(label.text)))
    .map((label) => `${deck.name}.pdf does not show "${label.text}" of ${label.file}`)
  if (deck.language === 'ko' && (text.match(/[가-힣]/g) ?? []).length < 500) {
    problems.push(`${deck.name}.pdf has no Korean text`)
  }
  const pages = said.stdout.split('\f').length - 1
  if (pages !== deck.slides) problems.push(`${deck.name}.pdf has ${pages} pages for ${deck.slides} slides`)
  return problems
}

/** Returns a list of sentences, one for each problem. */
export async function check(decks) {
  return [...await measureDecks(decks), ...decks.flatMap(readBack)]
}
