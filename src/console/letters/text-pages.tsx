import { z } from 'zod'
import { letterKinds, type LetterKind } from '../../ward/letter/letter.ts'
import { findLetterSetting, keepLetterSetting, type LetterSetting } from '../../ward/letter/letter-setting.ts'
import { approveLetterText, draftLetterText, listLetterTexts } from '../../ward/letter-text/keep-letter-text.ts'
import { textFault, type LetterText } from '../../ward/letter-text/letter-text.ts'
import { paragraphsOf } from '../../ward/letter/paragraphs-of.ts'
import { conflict, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { id, maybeLine, readForm, typed, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import { Area, Field, PostForm } from '../views/forms.tsx'
import { Deed, Tag } from '../views/parts.tsx'
import { usePage } from '../views/page-context.ts'
import type { Visit } from '../visit.ts'

const kindParams = z.object({ kind: z.string().max(40) })
const settingForm = z.object({
  signerTitle: maybeLine(120),
  signerName: maybeLine(120),
  contactName: maybeLine(120),
  contactPhone: maybeLine(40),
})

/** The ward's own words for its letters, version by version, and who signs them. */
export function addLetterTextPages(app: ConsoleApp): void {
  page(app, 'GET /letters/texts', 'read_letters', (visit) => texts(visit))
  page(app, 'POST /letters/texts/:kind', 'prepare_letters', {
    params: kindParams,
    answer: async (visit) => {
      const { work, params, form } = visit
      const kind = letterKinds.find((one) => one === params.kind)
      if (kind === undefined) return notFound()
      const body = typed(form, `body-${kind}`).replaceAll('\r\n', '\n')
      const fault = textFault(kind, body)
      if (fault !== null) return texts(visit, form, [{ field: `body-${kind}`, say: `letter_text.refused.${fault}` }])
      await draftLetterText(work, { kind, body })
      return goTo('/letters/texts', { say: 'letter_text.desk.drafted' })
    },
  })
  page(app, 'POST /letters/versions/:id/approve', 'approve_letters', {
    params: z.object({ id: id() }),
    answer: async ({ work, params }) => {
      const done = await approveLetterText(work, { textId: params.id })
      return done.ok
        ? goTo('/letters/texts', { say: 'letter_text.desk.approved' })
        : conflict(`letter_text.refused.${done.refusal}`)
    },
  })
  page(app, 'POST /letters/signer', 'approve_letters', async (visit) => {
    const read = readForm(settingForm, visit.form)
    if (!read.ok) return texts(visit, visit.form, read.faults)
    const { signerTitle, signerName, contactName, contactPhone } = read.value
    await keepLetterSetting(visit.work, {
      signerTitle: (signerTitle ?? '').replaceAll('\r\n', '\n'),
      signerName: signerName ?? '',
      contactName: contactName ?? '',
      contactPhone: contactPhone ?? '',
    })
    return goTo('/letters/texts', { say: 'letter_text.desk.kept' })
  })
}

type Texts = Pick<Visit, 'work' | 'may' | 't'>

async function texts({ work, may, t }: Texts, form: Form = {}, faults: readonly Fault[] = []): Promise<Answer> {
  return show(
    t('letter_text.desk.title'),
    <LetterTexts
      texts={await listLetterTexts(work)}
      setting={await findLetterSetting(work)}
      form={form}
      may={{ approve: may('approve_letters'), prepare: may('prepare_letters') }}
    />,
    { faults }
  )
}

type Props = {
  texts: readonly LetterText[]
  setting: LetterSetting
  form: Form
  may: { approve: boolean; prepare: boolean }
}

function LetterTexts({ texts: all, setting, form, may }: Props) {
  const { t } = usePage()
  return (
    <>
      <p>{t('letter_text.desk.what')}</p>
      {letterKinds.map((kind) => (
        <Kind kind={kind} versions={all.filter((one) => one.kind === kind)} form={form} may={may} />
      ))}
      {may.approve ? <Signer setting={setting} /> : null}
    </>
  )
}

const shownVersions = 3

function Kind({
  kind,
  versions,
  form,
  may,
}: { kind: LetterKind; versions: readonly LetterText[] } & Pick<Props, 'form' | 'may'>) {
  const { t } = usePage()
  const field = `body-${kind}`
  return (
    <section>
      <h2>{t('letter.desk.letter', { kind: t(`letter.kind.${kind}`) })}</h2>
      {versions.length === 0 ? <p class="quiet">{t('letter_text.desk.none')}</p> : null}
      {versions.slice(0, shownVersions).map((version) => (
        <article class="notice">
          <p>
            {t('letter_text.desk.version', { version: version.version })}{' '}
            <Tag tone={version.status === 'approved' ? 'good' : 'plain'}>
              {t(`letter_text.status.${version.status}`)}
            </Tag>
          </p>
          {paragraphsOf(version.body).map((words) => (
            <p>{words}</p>
          ))}
          {version.status === 'draft' && may.approve ? (
            <Deed action={`/letters/versions/${version.id}/approve`} label={t('letter_text.desk.approve')} />
          ) : null}
        </article>
      ))}
      {may.prepare ? (
        <PostForm action={`/letters/texts/${kind}`}>
          <Area
            name={field}
            label={t('letter_text.desk.body')}
            hint={t('letter_text.desk.hint')}
            value={typed(form, field) || (versions[0]?.body ?? t(`letter.text.${kind}`))}
            rows={5}
          />
          <button class="second">{t('letter_text.desk.draft')}</button>
        </PostForm>
      ) : null}
    </section>
  )
}

function Signer({ setting }: { setting: LetterSetting }) {
  const { t } = usePage()
  return (
    <section>
      <h2>{t('letter_text.desk.signer')}</h2>
      <PostForm action="/letters/signer">
        <Area
          name="signerTitle"
          label={t('letter_text.desk.signer_title')}
          hint={t('letter_text.desk.signer_title_hint')}
          value={setting.signerTitle}
          rows={3}
          optional
        />
        <Field name="signerName" label={t('letter_text.desk.signer_name')} value={setting.signerName} optional />
        <Field name="contactName" label={t('letter_text.desk.contact_name')} value={setting.contactName} optional />
        <Field name="contactPhone" label={t('letter_text.desk.contact_phone')} value={setting.contactPhone} optional />
        <button class="second">{t('letter_text.desk.keep')}</button>
      </PostForm>
    </section>
  )
}
