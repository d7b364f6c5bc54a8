// How Marp is to make the decks that slides/build has put together.
import { fileURLToPath } from 'node:url'

export default {
  browserPath: fileURLToPath(new URL('chromium', import.meta.url)),
  themeSet: [fileURLToPath(new URL('theme.css', import.meta.url))],
  html: true,
  // Seconds; a busy machine needs many.
  browserTimeout: 300,
  options: {
    // Otherwise Marp replaces symbols such as the arrow by pictures from the network.
    emoji: { shortcode: false, unicode: false },
    math: false,
    // A new line in the source is no new line on the slide.
    markdown: { breaks: false },
  },
}
