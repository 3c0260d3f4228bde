import { createContext, type ComponentChildren } from 'preact'
import { useContext } from 'preact/hooks'
import { root } from '../console-app.ts'
import { keyIn, typed, type Form } from '../form.ts'
import { formTokenField } from '../form-token.ts'
import { usePage } from './page-context.ts'

/** What was typed before the form came back; each field finds its own. */
const Typed = createContext<Form>({})

type PostFormProps = { action: string; form?: Form; upload?: boolean; class?: string; children: ComponentChildren }

/** The only form that writes: it carries the token of this session. `form`: what was typed, shown again in its fields. */
export function PostForm({ action, form = {}, upload = false, class: className, children }: PostFormProps) {
  const { csrf } = usePage()
  return (
    <form
      method="post"
      action={`${root}${action}`}
      class={className}
      encType={upload ? 'multipart/form-data' : undefined}
      noValidate
    >
      <input type="hidden" name={formTokenField} value={csrf} />
      <Typed.Provider value={form}>{children}</Typed.Provider>
    </form>
  )
}

/** In a form that adds something: its key. A second press meets the row of the first. */
export function Once() {
  return <input type="hidden" name="key" value={keyIn(useContext(Typed))} />
}

/** In a form that edits something: the mark of what was shown, so that nobody overwrites what has changed since. */
export function Seen() {
  return <input type="hidden" name="seen" value={useTyped('seen', undefined)} />
}

/** A form that asks: its fields become the address. */
export function AskForm({ action, children }: { action: string; children: ComponentChildren }) {
  return (
    <form method="get" action={`${root}${action}`} class="ask" role="search">
      {children}
    </form>
  )
}

/** What a field holds: what its view says, else what was typed in it. */
function useTyped(name: string, value: string | undefined): string | undefined {
  const form = useContext(Typed)
  return value ?? (form[name] === undefined ? undefined : typed(form, name))
}

type FieldProps = {
  name: string
  label: string
  value?: string
  hint?: string
  type?: 'text' | 'password' | 'search' | 'date' | 'tel' | 'number'
  autoComplete?: string
  inputMode?: 'numeric' | 'tel' | 'text'
  spellCheck?: boolean
  short?: boolean
  optional?: boolean
}

export function Field({
  name,
  label,
  value,
  hint,
  type = 'text',
  autoComplete = 'off',
  inputMode,
  spellCheck,
  short,
  optional,
}: FieldProps) {
  const { fault, describedBy } = useFault(name, label, hint)
  const held = useTyped(name, value)
  return (
    <Around name={name} label={label} hint={hint} fault={fault} optional={optional}>
      <input
        id={name}
        name={name}
        type={type}
        value={type === 'password' ? value : held} // a password is never shown again
        autoComplete={autoComplete}
        inputMode={inputMode}
        spellcheck={spellCheck}
        class={short ? 'short' : undefined}
        aria-describedby={describedBy}
        aria-invalid={fault ? 'true' : undefined}
      />
    </Around>
  )
}

export function Area({
  name,
  label,
  value,
  hint,
  rows = 5,
  optional,
}: Pick<FieldProps, 'name' | 'label' | 'value' | 'hint' | 'optional'> & { rows?: number }) {
  const { fault, describedBy } = useFault(name, label, hint)
  const held = useTyped(name, value)
  return (
    <Around name={name} label={label} hint={hint} fault={fault} optional={optional}>
      <textarea
        id={name}
        name={name}
        rows={rows}
        aria-describedby={describedBy}
        aria-invalid={fault ? 'true' : undefined}
      >
        {held}
      </textarea>
    </Around>
  )
}

export type Option = { value: string; label: string }

type ChoiceProps = {
  name: string
  label: string
  options: readonly Option[]
  value?: string
  hint?: string
  empty?: string
}

export function Choice({ name, label, options, value, hint, empty }: ChoiceProps) {
  const { fault, describedBy } = useFault(name, label, hint)
  const held = useTyped(name, value)
  return (
    <Around name={name} label={label} hint={hint} fault={fault}>
      <select id={name} name={name} aria-describedby={describedBy} aria-invalid={fault ? 'true' : undefined}>
        {empty === undefined ? null : <option value="">{empty}</option>}
        {options.map((option) => (
          <option value={option.value} selected={option.value === held}>
            {option.label}
          </option>
        ))}
      </select>
    </Around>
  )
}

type BoxesProps = {
  name: string
  legend: string
  options: readonly (Option & { hint?: string })[]
  values: readonly string[]
  hint?: string
}

/** The neighbourhoods of a ward: side by side, or they are longer than all the rest of the form. */
const mostInOneColumn = 12

/** Several boxes of one name; the first has the name as its id, so that a fault leads there. */
export function Boxes({ name, legend, options, values, hint }: BoxesProps) {
  const { fault, describedBy } = useFault(name, legend, hint)
  return (
    <fieldset class={fault ? 'field faulty' : 'field'} aria-describedby={describedBy}>
      <legend>{legend}</legend>
      <Notes name={name} hint={hint} fault={fault} />
      <div class={options.length > mostInOneColumn ? 'many' : undefined}>
        {options.map((option, at) => {
          const id = at === 0 ? name : `${name}-${option.value}`
          return (
            <div class="box">
              <input type="checkbox" id={id} name={name} value={option.value} checked={values.includes(option.value)} />
              <label for={id}>
                {option.label}
                {option.hint ? <span class="hint">{option.hint}</span> : null}
              </label>
            </div>
          )
        })}
      </div>
    </fieldset>
  )
}

export function Upload({ name, label, hint, accept }: { name: string; label: string; hint: string; accept: string }) {
  const { fault, describedBy } = useFault(name, label, hint)
  return (
    <Around name={name} label={label} hint={hint} fault={fault}>
      <input
        id={name}
        name={name}
        type="file"
        accept={accept}
        aria-describedby={describedBy}
        aria-invalid={fault ? 'true' : undefined}
      />
    </Around>
  )
}

type AroundProps = {
  name: string
  label: string
  hint: string | undefined
  fault: string | undefined
  optional?: boolean | undefined
  children: ComponentChildren
}

function Around({ name, label, hint, fault, optional, children }: AroundProps) {
  const { t } = usePage()
  return (
    <div class={fault ? 'field faulty' : 'field'}>
      <label for={name}>
        {label}
        {optional ? <span class="optional"> {t('console.form.optional')}</span> : null}
      </label>
      <Notes name={name} hint={hint} fault={fault} />
      {children}
    </div>
  )
}

function Notes({ name, hint, fault }: { name: string; hint: string | undefined; fault: string | undefined }) {
  const { t } = usePage()
  return (
    <>
      {hint ? (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      ) : null}
      {fault ? (
        <p class="fault" id={`${name}-fault`}>
          <span class="visually-hidden">{t('console.fault.before')} </span>
          {fault}
        </p>
      ) : null}
    </>
  )
}

/** A field tells what it is called, for the summary of faults that stands before it. */
function useFault(
  name: string,
  label: string,
  hint: string | undefined
): { fault: string | undefined; describedBy: string | undefined } {
  const { t, faults, labels } = usePage()
  labels.set(name, label)
  const found = faults.find(({ field }) => field === name)
  const fault = found ? t(found.say, found.with) : undefined
  const ids = [...(hint ? [`${name}-hint`] : []), ...(fault ? [`${name}-fault`] : [])]
  return { fault, describedBy: ids.length > 0 ? ids.join(' ') : undefined }
}
