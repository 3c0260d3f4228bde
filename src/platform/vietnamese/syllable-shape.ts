const onsets = 'b c ch d đ g gh gi h k kh l m n ng ngh nh p ph r s t th tr v x'.split(' ')
const rimes = (
  'a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ' +
  'ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang ' +
  'oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ' +
  'ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych ' +
  'uyên uyêt uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu'
).split(' ')
const afterQ = (
  'ua uac uach uai uan uang uanh uao uat uau uay uăc uăm uăn uăng uăt uân uâng uât uây ue uen ueo uet uê uên uêt ui uit ' +
  'uich uinh uy uyên uyêt uynh uyt uơ uơi uôc uông ươi uya'
).split(' ')

const toneMarks: Record<string, string> = { '\u0300': 'f', '\u0301': 's', '\u0309': 'r', '\u0303': 'x', '\u0323': 'j' }
const marked = buildShapes()
const unmarked = new Set([...marked].map((shape) => bare(shape)))

/** A well-formed written Vietnamese syllable: a known onset and rime, at most one tone, and one its ending allows. */
export function isVietnameseSyllable(syllable: string): boolean {
  const { shape, tone } = splitTone(syllable.toLowerCase())
  if (!marked.has(shape)) return false
  return !(tone === 'f' || tone === 'r' || tone === 'x') || !/(?:c|ch|p|t)$/.test(shape)
}

/** Could these plain letters be a Vietnamese syllable typed without its marks? */
export function isUnmarkedSyllable(letters: string): boolean {
  return unmarked.has(letters)
}

/** The syllable without its tone, and the tone by its Telex key ('' for level). */
export function splitTone(syllable: string): { shape: string; tone: string } {
  let tone = ''
  let shape = ''
  for (const part of syllable.normalize('NFD')) {
    const key = toneMarks[part]
    if (key === undefined) shape += part
    else tone += key
  }
  return { shape: shape.normalize('NFC'), tone }
}

function buildShapes(): Set<string> {
  const shapes = new Set<string>()
  for (const rime of rimes) {
    shapes.add(rime)
    for (const onset of onsets) shapes.add(onset + rime)
  }
  for (const rime of afterQ) shapes.add(`q${rime}`)
  shapes.add('gi')
  for (const rime of rimes) if (rime.startsWith('i')) shapes.add(`g${rime}`)
  return shapes
}

function bare(shape: string): string {
  return shape
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('đ', 'd')
}
