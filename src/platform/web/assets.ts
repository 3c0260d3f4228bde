import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { FastifyInstance } from 'fastify'
import { baseCss } from './base-css.ts'

/** A file that pages refer to. Its name carries a hash of its content, so a browser may keep it for ever. */
export type Asset = { path: string; type: string; bytes: Buffer }

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  woff2: 'font/woff2',
  svg: 'image/svg+xml',
}

/** @param name file name with its ending, e.g. 'chat.css'. */
export function makeAsset(name: string, content: string | Buffer): Asset {
  const bytes = Buffer.from(content)
  const dot = name.lastIndexOf('.')
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10)
  const ending = name.slice(dot + 1)
  return {
    path: `/assets/${name.slice(0, dot)}.${hash}.${ending}`,
    type: types[ending] ?? 'application/octet-stream',
    bytes,
  }
}

/** Serves assets under their own paths. Each of them once per server. */
export function serveAssets(app: FastifyInstance, assets: readonly Asset[]): void {
  for (const { path, type, bytes } of assets) {
    app.get(path, async (_request, reply) =>
      reply
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('x-content-type-options', 'nosniff')
        .type(type)
        .send(bytes)
    )
  }
}

/** What every page of ours shares: the font and the base style sheet. */
export type PageAssets = { stylesheet: string; preload: readonly string[]; all: readonly Asset[] }

let made: PageAssets | undefined

/** Made at the first call; `stylesheet` is the path for a `<link>`, `preload` the font files a page needs at once. */
export function pageAssets(): PageAssets {
  made ??= makePageAssets()
  return made
}

/** The shared assets, for the server that serves chat, board and console. */
export const registerAssets = (app: FastifyInstance): void => serveAssets(app, pageAssets().all)

const weights = [400, 600, 700] as const
/** The font's own cut (its unicode.json): a browser fetches only the parts a page needs. */
const subsets = ['vietnamese', 'latin-ext', 'latin'] as const

function makePageAssets(): PageAssets {
  const require = createRequire(import.meta.url)
  const ranges = JSON.parse(readFileSync(require.resolve('@fontsource/be-vietnam-pro/unicode.json'), 'utf8')) as Record<
    string,
    string
  >
  const fonts = weights.flatMap((weight) =>
    subsets.map((subset) => {
      const file = `be-vietnam-pro-${subset}-${weight}-normal.woff2`
      const asset = makeAsset(file, readFileSync(require.resolve(`@fontsource/be-vietnam-pro/files/${file}`)))
      return { weight, subset, asset, range: ranges[subset] ?? '' }
    })
  )
  const faces = fonts.map(
    ({ weight, asset, range }) =>
      `@font-face{font-family:'Be Vietnam Pro';font-style:normal;font-display:swap;font-weight:${weight};` +
      `src:url(${asset.path}) format('woff2');unicode-range:${range}}`
  )
  const stylesheet = makeAsset('base.css', `${faces.join('\n')}\n${baseCss}`)
  const early = fonts.filter(({ weight, subset }) => weight === 400 && subset !== 'latin-ext')
  return {
    stylesheet: stylesheet.path,
    preload: early.map(({ asset }) => asset.path),
    all: [stylesheet, ...fonts.map(({ asset }) => asset)],
  }
}
