import type { WardName } from '../console-app.ts'
import { typed, type Form } from '../form.ts'
import { Choice, Field, PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'

/** The ward is asked only where several are served. */
export function SignInForm({ wards, form }: { wards: readonly WardName[]; form: Form }) {
  const { t } = usePage()
  const options = wards.map(({ slug, name, province }) => ({ value: slug, label: `${name}, ${province}` }))
  return (
    <PostForm action="/sign-in">
      {wards.length > 1 ? (
        <Choice
          name="ward"
          label={t('console.sign_in.ward')}
          options={options}
          value={typed(form, 'ward')}
          empty={t('console.form.choose')}
        />
      ) : (
        <p>{wards[0] ? t('console.sign_in.for_ward', { ward: wards[0].name }) : t('console.sign_in.no_ward')}</p>
      )}
      <Field
        name="login"
        label={t('console.sign_in.login')}
        value={typed(form, 'login')}
        autoComplete="username"
        spellCheck={false}
      />
      <Field name="password" label={t('console.sign_in.password')} type="password" autoComplete="current-password" />
      <input type="hidden" name="next" value={typed(form, 'next')} />
      <button class="main">{t('console.sign_in.do')}</button>
      <p class="quiet">{t('console.sign_in.help')}</p>
    </PostForm>
  )
}

export function CodeForm({ form }: { form: Form }) {
  const { t } = usePage()
  return (
    <PostForm action="/sign-in/code">
      <Field
        name="code"
        label={t('console.sign_in.code')}
        hint={t('console.sign_in.code_hint')}
        inputMode="numeric"
        autoComplete="one-time-code"
        short
      />
      <input type="hidden" name="next" value={typed(form, 'next')} />
      <button class="main">{t('console.sign_in.do')}</button>
      <p class="quiet">{t('console.sign_in.code_help')}</p>
    </PostForm>
  )
}
