import type { Translate } from '../../platform/i18n.ts'
import { wardDateOf } from '../../platform/ward-time.ts'
import { categories, categoryKey, type Category } from '../../ward/disclosure/disclosure.ts'
import type { DisclosurePage, DisclosureRow, QuarterlyLine } from '../../ward/disclosure/list-disclosures.ts'
import type { PaperLine } from '../../ward/paper/list-papers.ts'
import { Day, Facts, Papers, Postings, Text } from './parts.tsx'

type Ward = { slug: string }
type ListProps = {
  t: Translate
  ward: Ward
  rows: readonly DisclosureRow[]
  search: string
  category: Category | undefined
}

export function DisclosureList({ t, ward, rows, search, category }: ListProps) {
  return (
    <>
      <form method="get" role="search">
        <label for="q">{t('disclosure.board.search')}</label>
        <input id="q" name="q" type="search" value={search} />
        <label for="category">{t('disclosure.board.category')}</label>
        <select id="category" name="category">
          <option value="">{t('disclosure.board.all')}</option>
          {categories.map((one) => (
            <option key={one} value={one} selected={one === category}>
              {t(`disclosure.category.${categoryKey(one)}`)}
            </option>
          ))}
        </select>
        <button type="submit">{t('board.search')}</button>
      </form>
      {rows.length === 0 ? (
        <p>{t('disclosure.board.none')}</p>
      ) : (
        <table>
          <caption>{t('disclosure.board.count', { total: rows.length })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('disclosure.board.title')}</th>
              <th scope="col">{t('disclosure.board.category')}</th>
              <th scope="col">{t('disclosure.board.decision')}</th>
              <th scope="col">{t('disclosure.board.published')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, title, category: of, decisionNumber, decisionDate, publishedAt }) => (
              <tr key={id}>
                <th scope="row">
                  <a href={`/${ward.slug}/disclosures/${id}`}>{title}</a>
                </th>
                <td data-label={t('disclosure.board.category')}>{t(`disclosure.category.${categoryKey(of)}`)}</td>
                <td data-label={t('disclosure.board.decision')}>
                  {decisionNumber}, <Day date={decisionDate} />
                </td>
                <td data-label={t('disclosure.board.published')}>
                  {publishedAt === null ? '–' : <Day date={wardDateOf(publishedAt)} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p>
        <a href={`/${ward.slug}/disclosures/quarter`}>{t('disclosure.board.quarter')}</a>
      </p>
    </>
  )
}

export function DisclosureDetail({
  t,
  ward,
  page,
  papers,
}: {
  t: Translate
  ward: Ward
  page: DisclosurePage
  papers: readonly PaperLine[]
}) {
  const { id, category, decisionNumber, decisionDate, publishedAt, endedAt } = page
  return (
    <>
      {endedAt === null ? null : <p class="note">{t('disclosure.board.ended')}</p>}
      <Text text={page.summary} />
      <Facts
        facts={[
          [t('disclosure.board.category'), t(`disclosure.category.${categoryKey(category)}`)],
          [t('disclosure.board.decision'), decisionNumber],
          [t('disclosure.board.decision_date'), <Day date={decisionDate} />],
          [t('disclosure.board.published'), publishedAt === null ? null : <Day date={wardDateOf(publishedAt)} />],
        ]}
      />
      <Papers t={t} base={`/${ward.slug}/disclosures/${id}`} papers={papers} />
      <Postings t={t} postings={page.postings} />
      <p>
        <a href={`/${ward.slug}/chat`}>{t('disclosure.board.ask')}</a>
      </p>
    </>
  )
}

/** The list the law has the ward draw up every quarter: content, form and time. It prints as it stands. */
export function QuarterList({
  t,
  lines,
  quarterEnd,
}: {
  t: Translate
  lines: readonly QuarterlyLine[]
  quarterEnd: string
}) {
  if (lines.length === 0) return <p>{t('disclosure.board.none')}</p>
  return (
    <table>
      <caption>
        {t('disclosure.board.quarter_ending')} <Day date={quarterEnd} />
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('disclosure.board.title')}</th>
          <th scope="col">{t('disclosure.board.decision')}</th>
          <th scope="col">{t('disclosure.board.forms')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ id, category, title, decisionNumber, decisionDate, postings }) => (
          <tr key={id}>
            <th scope="row">
              {category}. {title}
            </th>
            <td data-label={t('disclosure.board.decision')}>
              {decisionNumber}, <Day date={decisionDate} />
            </td>
            <td data-label={t('disclosure.board.forms')}>
              <ul>
                {postings.map((one) => (
                  <li key={one.id}>
                    {t(`posting.form.${one.form}`)}: {one.place}, <Day date={one.fromDate} />
                    {one.toDate === null ? '' : ' – '}
                    {one.toDate === null ? null : <Day date={one.toDate} />}
                  </li>
                ))}
              </ul>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
