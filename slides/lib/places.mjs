// Where things are.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const top = fileURLToPath(new URL('../..', import.meta.url))
export const slides = join(top, 'slides')
export const out = join(process.env.BUILD ?? join(top, 'build'), 'slides')
export const staged = join(out, '.decks')
export const cache = join(out, '.runs')
