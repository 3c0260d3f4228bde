import { restrictionsToSet } from '../../ward/feedback/restrict-feedback.ts'
import { typed } from '../form.ts'
import { Area, Choice, Field } from '../views/forms.tsx'
import { isOpen, Press, type Offer } from './other-act.tsx'
import { fieldOptions, optionsOf } from './words.ts'

const ask: Offer = (model, t) =>
  isOpen(model, 'ask_details', 'handle_feedback')
    ? {
        act: 'ask',
        label: t('feedback.desk.do.ask'),
        names: ['question'],
        content: (
          <>
            <Area
              name="question"
              label={t('feedback.desk.question')}
              hint={t('feedback.desk.question_hint')}
              value={typed(model.form, 'question')}
              rows={3}
            />
            <Press say="ask" t={t} />
          </>
        ),
      }
    : null

const merge: Offer = (model, t) => {
  if (!isOpen(model, 'merge', 'take_in_feedback')) return null
  const { duplicates } = model.page
  const topic = (name: string) => fieldOptions(t).find(({ value }) => value === name)?.label
  return {
    act: 'merge',
    label:
      duplicates.length === 0
        ? t('feedback.desk.do.merge')
        : t('feedback.desk.do.merge_likely', { count: duplicates.length }),
    names: ['main_code'],
    content: (
      <>
        {duplicates.length === 0 ? null : (
          <>
            <p>{t('feedback.desk.likely_same')}</p>
            <ul>
              {duplicates.map((one) => (
                <li>{[one.code, topic(one.topic), one.place, one.words].filter(Boolean).join(' · ')}</li>
              ))}
            </ul>
          </>
        )}
        <Field
          name="main_code"
          label={t('feedback.desk.main')}
          hint={t('feedback.desk.main_hint')}
          value={typed(model.form, 'main_code') || duplicates[0]?.code || ''}
          short
        />
        <Press say="merge_now" t={t} />
      </>
    ),
  }
}

const split: Offer = (model, t) =>
  isOpen(model, 'split', 'take_in_feedback')
    ? {
        act: 'split',
        label: t('feedback.desk.do.split'),
        names: ['split_reason'],
        content: (
          <>
            <Field
              name="split_reason"
              label={t('feedback.desk.reason_label')}
              hint={t('feedback.desk.split_hint')}
              value={typed(model.form, 'split_reason')}
            />
            <Press say="split" t={t} />
          </>
        ),
      }
    : null

const reopen: Offer = (model, t) =>
  isOpen(model, 'recur', 'take_in_feedback')
    ? {
        act: 'reopen',
        label: t('feedback.desk.do.reopen'),
        names: ['reopen_reason'],
        content: (
          <>
            <Field
              name="reopen_reason"
              label={t('feedback.desk.reason_label')}
              hint={t('feedback.desk.reopen_hint')}
              value={typed(model.form, 'reopen_reason')}
            />
            <Press say="reopen" t={t} />
          </>
        ),
      }
    : null

const refuse: Offer = (model, t) =>
  isOpen(model, 'refuse', 'take_in_feedback')
    ? {
        act: 'refuse',
        label: t('feedback.desk.do.refuse'),
        names: ['refusal'],
        content: (
          <>
            <Choice
              name="refusal"
              label={t('feedback.desk.reason_label')}
              hint={t('feedback.desk.refusal_hint')}
              options={optionsOf(t, 'refusal')}
              value={typed(model.form, 'refusal')}
              empty={t('console.form.choose')}
            />
            <Press say="refuse" t={t} tone="bad" />
          </>
        ),
      }
    : null

const guide: Offer = (model, t) =>
  isOpen(model, 'guide_to_complaint', 'handle_feedback')
    ? {
        act: 'guide',
        label: t('feedback.desk.do.guide'),
        names: ['what'],
        content: (
          <>
            <p>{t('feedback.desk.guide_what')}</p>
            <Choice
              name="what"
              label={t('feedback.desk.guide_kind')}
              options={(['complaint', 'denunciation'] as const).map((value) => ({
                value,
                label: t(`feedback.desk.guided.${value}`),
              }))}
              value={typed(model.form, 'what')}
              empty={t('console.form.choose')}
            />
            <Press say="guide" t={t} tone="bad" />
          </>
        ),
      }
    : null

const restrict: Offer = (model, t) => {
  const { page, may, form } = model
  const { status, restricted } = page.row
  if (restricted !== null || status === 'guided_to_complaint' || !may('handle_feedback')) return null
  return {
    act: 'restrict',
    label: t('feedback.desk.do.restrict'),
    names: ['why', 'named'],
    content: (
      <>
        <p>{t('feedback.desk.restrict_what')}</p>
        <Choice
          name="why"
          label={t('feedback.desk.reason_label')}
          options={restrictionsToSet.map((value) => ({ value, label: t(`feedback.desk.restriction.${value}`) }))}
          value={typed(form, 'why')}
          empty={t('console.form.choose')}
        />
        <Choice
          name="named"
          label={t('feedback.desk.named')}
          hint={t('feedback.desk.named_hint')}
          options={model.confidants.map(({ id, fullName }) => ({ value: id, label: fullName }))}
          value={typed(form, 'named')}
          empty={t('console.form.choose')}
        />
        <Press say="restrict" t={t} tone="bad" />
      </>
    ),
  }
}

/** What may become of a report before or instead of work on it. */
export const intakeOffers: readonly Offer[] = [ask, merge, split, reopen, refuse, guide, restrict]
