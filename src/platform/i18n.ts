import i18next, { type i18n } from 'i18next'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { formatClock, formatDate, formatInstant, wardClockOf } from './ward-time.ts'

export type Language = 'vi' | 'en'
export const languages: readonly Language[] = ['vi', 'en']

/** Words for a key of `locales/`: the first part of the key names the file. */
export type Translate = (key: string, values?: Readonly<Record<string, unknown>>, language?: Language) => string

/**
 * Reads `locales/<language>/*.json` once. Vietnamese is the original and the fallback. `{{site}}` in any words is the address
 * the service is reached at.
 */
export async function loadTranslate(site = ''): Promise<Translate> {
  const localesDir = path.resolve('locales')
  const instance = i18next.createInstance()
  await instance.init({
    lng: 'vi',
    fallbackLng: 'vi',
    resources: Object.fromEntries(
      languages.map((language) => [language, { translation: readWords(localesDir, language) }])
    ),
    interpolation: { escapeValue: false, defaultVariables: { site } },
    returnNull: false,
  })
  addFormats(instance)
  return (key, values = {}, language = 'vi') => instance.t(key, { ...values, lng: language })
}

function readWords(localesDir: string, language: Language): Record<string, unknown> {
  const folder = path.join(localesDir, language)
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
  return Object.fromEntries(
    files.map((file) => [
      path.basename(file, '.json'),
      JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as unknown,
    ])
  )
}

/**
 * `{{at, instant}}` "14 giờ 30 thứ Năm, 26/11/2026" · `{{date, day}}` · `{{at, hour}}` · `{{amount, dong}}` ·
 * `{{topics, each(of: notice.topic)}}` the words of several keys, one after the other: "a, b và c".
 */
function addFormats(instance: i18n): void {
  const formatter = instance.services.formatter
  const asLanguage = (lng: string | undefined): Language => (lng === 'en' ? 'en' : 'vi')
  formatter?.add('instant', (value, lng) => formatInstant(new Date(value as string), asLanguage(lng)))
  formatter?.add('day', (value, lng) => formatDate(value as string, asLanguage(lng)))
  formatter?.add('hour', (value, lng) => formatClock(wardClockOf(new Date(value as string)), asLanguage(lng)))
  formatter?.add('each', (value, lng, options: { of?: string }) =>
    new Intl.ListFormat(asLanguage(lng)).format(
      String(value)
        .split(',')
        .map((name) => instance.t(`${options.of}.${name}`, { lng: asLanguage(lng) }))
    )
  )
  formatter?.add('dong', (value) => `${Number(value).toLocaleString('vi-VN')} đồng`)
}
