import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { documentShape } from '../../src/platform/document-shape.ts'

const jpeg = (svg: string) => sharp(Buffer.from(svg)).jpeg().toBuffer()

/** Lines of words on a sheet. */
const page = (paper: string) =>
  jpeg(
    `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="1200"><rect width="900" height="1200" fill="${paper}"/>${Array.from(
      { length: 34 },
      (_, line) =>
        Array.from(
          { length: 11 },
          (_, word) =>
            `<rect x="${70 + word * 70}" y="${60 + line * 33}" width="${30 + ((word * 7 + line * 3) % 28)}" height="16" fill="#222"/>`
        ).join('')
    ).join('')}</svg>`
  )

/** A pale card cut to its edge: a face, a number, some lines. */
const card = jpeg(
  `<svg xmlns="http://www.w3.org/2000/svg" width="856" height="540"><rect width="856" height="540" fill="#d5e6dc"/><rect x="40" y="180" width="200" height="270" fill="#6b5648"/>${Array.from(
    { length: 7 },
    (_, line) => `<rect x="290" y="${190 + line * 42}" width="${300 + ((line * 53) % 160)}" height="14" fill="#333"/>`
  ).join('')}</svg>`
)

/** A street: sky, road, a heap of many colours. */
const street = jpeg(
  `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900"><rect width="1200" height="400" fill="#9ec4e8"/><rect y="400" width="1200" height="500" fill="#6a675f"/>${Array.from(
    { length: 40 },
    (_, n) =>
      `<circle cx="${200 + ((n * 97) % 800)}" cy="${500 + ((n * 61) % 320)}" r="${20 + (n % 5) * 9}" fill="hsl(${(n * 47) % 360} 60% 40%)"/>`
  ).join('')}</svg>`
)

describe('the shape of a picture', () => {
  it('a sheet of writing is seen, white or yellowed', async () => {
    expect(await documentShape(await page('#ffffff'))).toBe('page')
    expect(await documentShape(await page('#f4ecd8'))).toBe('page')
  })

  it('a card cut to its edge is seen', async () => {
    expect(await documentShape(await card)).toBe('card')
  })

  it('a street, a white wall and what is no picture are none', async () => {
    expect(await documentShape(await street)).toBe('none')
    const wall = jpeg(
      '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><rect width="800" height="600" fill="#eee"/></svg>'
    )
    expect(await documentShape(await wall)).toBe('none')
    expect(await documentShape(new Uint8Array([1, 2, 3]))).toBe('none')
  })
})
